import { countDistribution } from './cut-count-distribution.js';
import { runCases } from './membership-run-effect.js';
import { fitRunSpread, type CountedRun } from './membership-spread.js';

/** Runs of 20 ranks whose numbers of members are the quantiles of their distribution under a spread: drawn without chance. */
function spreadOut(spread: number, runs = 40): readonly CountedRun[] {
  const probabilities = Array.from({ length: 20 }, (_, i) => 0.8 * Math.exp(-i / 8));
  const distribution = new Float64Array(21);
  for (const given of runCases(probabilities, spread))
    countDistribution(given.probabilities).forEach((p, k) => (distribution[k] = (distribution[k] ?? 0) + given.weight * p));
  return Array.from({ length: runs }, (_, run) => {
    let left = (run + 0.5) / runs;
    return { probabilities, members: distribution.findIndex((p) => (left -= p) < 0) };
  });
}

describe('fitRunSpread', () => {
  it.each([0.6, 2.4])('finds the spread of %d that runs are spread out by', (spread) => {
    expect(Math.abs(fitRunSpread(spreadOut(spread)) - spread)).toBeLessThan(0.25);
  });

  it('finds next to none where ranks are independent', () => {
    expect(fitRunSpread(spreadOut(0))).toBeLessThan(0.3);
  });

  it('finds none where every run has just the number that is expected, and where there are no runs', () => {
    expect(fitRunSpread(new Array<CountedRun>(10).fill({ probabilities: [0.5, 0.5, 0.5, 0.5], members: 2 }))).toBeLessThan(0.02);
    expect(fitRunSpread([])).toBeLessThan(0.02);
  });

  it('is not overthrown by a count that cannot be', () => {
    const odd = { probabilities: [1, 1, 0], members: 0 };
    expect(Math.abs(fitRunSpread([...spreadOut(1.2), odd]) - 1.2)).toBeLessThan(0.25);
  });

  it('refuses what is no probability and no number of members', () => {
    for (const members of [-1, 0.5, Number.NaN])
      expect(() => fitRunSpread([{ probabilities: [0.5], members }])).toThrow(
        expect.objectContaining({ code: 'INVALID_SETTING', field: 'runs[0].members' }),
      );
    expect(() => fitRunSpread([{ probabilities: [2], members: 1 }])).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER' }));
  });
});
