import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { brierScore } from './calibration-brier.js';

interface GoldenCase {
  readonly probabilities: readonly number[];
  readonly outcomes: readonly number[];
  readonly score: number;
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
}

// scikit-learn's brier_score_loss and NumPy's groups, by tools/golden/calibration-golden.py
const golden = (
  JSON.parse(readFileSync(new URL('./fixtures/calibration-golden.json', import.meta.url), 'utf8')) as { brier: readonly GoldenCase[] }
).brier;

const predictions = fc.array(fc.record({ p: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.boolean() }), {
  minLength: 1,
  maxLength: 60,
});

describe('brierScore', () => {
  it.each(golden)('has the score and the terms of the outside tools ($score)', (given) => {
    const found = brierScore(given.probabilities, given.outcomes.map(Boolean));
    for (const term of ['score', 'reliability', 'resolution', 'uncertainty'] as const) expect(found[term]).toBeCloseTo(given[term], 12);
    expect(found.withinBins).toBe(0);
    expect(found.skill).toBeCloseTo(1 - given.score / given.uncertainty, 12);
  });

  it('adds up from its terms: exactly by equal probabilities, with the rest within bins otherwise', () => {
    fc.assert(
      fc.property(predictions, fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }), (rows, bins) => {
        const found = brierScore(
          rows.map(({ p }) => p),
          rows.map(({ y }) => y),
          bins,
        );
        expect(found.reliability - found.resolution + found.uncertainty + found.withinBins).toBeCloseTo(found.score, 12);
        for (const term of [found.score, found.reliability, found.resolution, found.uncertainty]) expect(term).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('gives the base rate no skill, the truth all of it, and knows no skill where nothing varies', () => {
    expect(brierScore([0.25, 0.25, 0.25, 0.25], [true, false, false, false])).toMatchObject({ skill: 0, reliability: 0, resolution: 0 });
    expect(brierScore([1, 0], [true, false])).toMatchObject({ score: 0, skill: 1 });
    expect(brierScore([0.9, 0.8], [true, true])).toMatchObject({ skill: null, uncertainty: 0, baseRate: 1 });
  });

  it('refuses what is no probability, and no predictions', () => {
    expect(() => brierScore([Number.NaN], [true])).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER' }));
    expect(() => brierScore([], [])).toThrow(expect.objectContaining({ code: 'INVALID_SETTING' }));
    expect(() => brierScore([0.5], [true], 0)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'bins' }));
  });
});
