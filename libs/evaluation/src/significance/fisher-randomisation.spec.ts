import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { fisherRandomisation } from './fisher-randomisation.js';

interface GoldenFile {
  fisher: { differences: number[]; pValue: number }[];
}

const golden = JSON.parse(readFileSync(new URL('./fixtures/significance-golden.json', import.meta.url), 'utf8')) as GoldenFile;
const pairsOf = (differences: readonly number[]) =>
  differences.map((difference, index) => ({ queryId: `q${index}`, baseline: 0, method: difference }));
const differences = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });

describe('fisherRandomisation', () => {
  it.each(golden.fisher)('comes near the exact p-value $pValue', ({ differences: observed, pValue }) => {
    const permutations = 50_000;
    const result = fisherRandomisation({ pairs: pairsOf(observed), seed: 7, permutations });
    const standardError = Math.sqrt((pValue * (1 - pValue)) / permutations);
    expect(Math.abs(result.pValue - pValue)).toBeLessThan(4 * standardError + 1 / permutations);
  });

  it('reports the count behind the p-value, (count + 1) / (n + 1), which is never 0', () => {
    const pairs = pairsOf(Array.from({ length: 60 }, () => 0.5));
    expect(fisherRandomisation({ pairs, seed: 1, permutations: 999 })).toEqual({
      pValue: 1 / 1000,
      meanDifference: 0.5,
      pairCount: 60,
      permutations: 999,
      extremePermutations: 0,
      seed: 1,
    });
  });

  it('finds nothing between a method and itself', () => {
    expect(fisherRandomisation({ pairs: pairsOf([0, 0, 0]), seed: 1 }).pValue).toBe(1);
  });

  it('counts relabellings that tie with the observation although rounding parts them', () => {
    // Five equal differences cannot sum to less than one of them, so every relabelling is at least as far from 0 as these, which leave one over.
    const { pValue } = fisherRandomisation({ pairs: pairsOf([0.4, 0.4, 0.4, -0.4, -0.4]), seed: 3 });
    expect(pValue).toBe(1);
  });

  it('repeats itself for the same seed and is two-sided: exchanging the methods keeps the p-value', () => {
    fc.assert(
      fc.property(differences, fc.integer(), (observed, seed) => {
        const forward = fisherRandomisation({ pairs: pairsOf(observed), seed, permutations: 200 });
        const backward = fisherRandomisation({ pairs: pairsOf(observed.map((value) => -value)), seed, permutations: 200 });
        expect(fisherRandomisation({ pairs: pairsOf(observed), seed, permutations: 200 })).toEqual(forward);
        expect(backward.pValue).toBe(forward.pValue);
        expect(forward.pValue).toBeGreaterThanOrEqual(1 / 201);
        expect(forward.pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('draws other relabellings for another seed', () => {
    const pairs = pairsOf([0.3, -0.1, 0.2, 0.05, -0.2, 0.4, 0.1, -0.3]);
    const counts = new Set([1, 2, 3, 4, 5].map((seed) => fisherRandomisation({ pairs, seed }).extremePermutations));
    expect(counts.size).toBeGreaterThan(1);
  });

  it('keeps its level when there is no difference', () => {
    // 400 comparisons of pure noise at the 10 % level: 40 expected, standard deviation 6.
    const random = xoroshiro128plus(20_250_103);
    const noise = () => Array.from({ length: 15 }, () => uniformFloat64(random) - 0.5);
    const rejected = Array.from({ length: 400 }, (_, round) =>
      fisherRandomisation({ pairs: pairsOf(noise()), seed: round, permutations: 499 }),
    ).filter(({ pValue }) => pValue <= 0.1).length;
    expect(rejected).toBeGreaterThan(16);
    expect(rejected).toBeLessThan(64);
  });

  it('refuses no pairs, a broken score, and impossible settings', () => {
    const pairs = pairsOf([0.1]);
    expect(() => fisherRandomisation({ pairs: [], seed: 1 })).toThrow(expect.objectContaining({ code: 'TOO_FEW_VALUES' }));
    expect(() => fisherRandomisation({ pairs: pairsOf([Number.NaN]), seed: 1 })).toThrow(/difference for q0 is NaN/);
    expect(() => fisherRandomisation({ pairs, seed: 1, permutations: 0 })).toThrow(/permutations is 0/);
    expect(() => fisherRandomisation({ pairs, seed: 0.5 })).toThrow(/seed is 0.5/);
  });
});
