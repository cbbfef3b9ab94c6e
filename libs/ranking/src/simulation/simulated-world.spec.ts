import { simulatedWorld } from './simulated-world.js';

describe('simulatedWorld', () => {
  it('has stage-1 scores that fall, and correlate with the utility as asked', () => {
    const world = simulatedWorld({ candidates: 4000, priorCorrelation: 0.6, seed: 2 });
    expect(world.priorScores).toEqual([...world.priorScores].sort((a, b) => b - a));
    const utilities = world.candidates.map((id) => world.utility.get(id) as number);
    const product = utilities.reduce((sum, utility, i) => sum + utility * (world.priorScores[i] as number), 0) / 4000;
    expect(product).toBeGreaterThan(0.55);
    expect(product).toBeLessThan(0.65);
  });

  it.each([
    [1000, [5, 10, 20]],
    [100, [5, 10, 20]],
    [20, [1, 2, 4]],
    [1, [0, 0, 0]],
    [0, [0, 0, 0]],
  ])('grades the best of %i candidates', (candidates, [three, two, one]) => {
    const { grade, utility } = simulatedWorld({ candidates, priorCorrelation: 0, seed: 4 });
    const count = (value: number) => [...grade.values()].filter((graded) => graded === value).length;
    expect([count(3), count(2), count(1)]).toEqual([three, two, one]);
    const best = [...utility].sort((a, b) => b[1] - a[1]).map(([id]) => grade.get(id) as number);
    expect(best).toEqual([...best].sort((a, b) => b - a));
  });

  it('is the same for the same seed, and refuses half a candidate', () => {
    const world = (seed: number) => JSON.stringify(simulatedWorld({ candidates: 9, priorCorrelation: 0.5, seed }).candidates);
    expect(world(1)).toBe(world(1));
    expect(world(1)).not.toBe(world(5));
    expect(() => simulatedWorld({ candidates: 1.5, priorCorrelation: 0, seed: 1 })).toThrow(/1.5/);
  });
});
