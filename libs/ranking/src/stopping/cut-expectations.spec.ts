import fc from 'fast-check';
import { cutExpectations } from './cut-expectations.js';

/** The expectations by going through all 2ⁿ ways in which the ranks can belong. */
function byEnumeration(probabilities: readonly number[]) {
  const n = probabilities.length;
  const f1 = new Array<number>(n + 1).fill(0);
  const recall = new Array<number>(n + 1).fill(0);
  for (let ways = 0; ways < 2 ** n; ways++) {
    const belongs = probabilities.map((_, i) => (ways >> i) % 2 === 1);
    const chance = probabilities.reduce((product, p, i) => product * (belongs[i] ? p : 1 - p), 1);
    const members = belongs.filter(Boolean).length;
    for (let t = 0; t <= n; t++) {
      const kept = belongs.slice(0, t).filter(Boolean).length;
      f1[t] = (f1[t] as number) + chance * (t + members === 0 ? 1 : (2 * kept) / (t + members));
      recall[t] = (recall[t] as number) + chance * (members === 0 ? 0 : kept / members);
    }
  }
  return { f1, recall };
}

describe('cutExpectations', () => {
  it('equals the mean over all ways in which the ranks can belong', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 }), (probabilities) => {
        const [found, expected] = [cutExpectations(probabilities), byEnumeration(probabilities)];
        expected.f1.forEach((value, t) => expect(found.f1[t]).toBeCloseTo(value, 11));
        expected.recall.forEach((value, t) => expect(found.recall[t]).toBeCloseTo(value, 11));
      }),
      { numRuns: 60 },
    );
  });

  it('is F1 itself where all is certain', () => {
    expect([...cutExpectations([1, 1, 0, 1]).f1].map((value) => Number(value.toFixed(9)))).toEqual([
      0,
      0.5,
      0.8,
      Number((2 / 3).toFixed(9)),
      Number((6 / 7).toFixed(9)),
    ]);
  });

  it('gives an empty list its only cut', () => {
    expect(cutExpectations([])).toEqual({ f1: Float64Array.of(1), recall: Float64Array.of(0) });
  });
});
