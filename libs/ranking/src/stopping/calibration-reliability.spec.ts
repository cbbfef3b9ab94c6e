import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { equalMassBins, reliability } from './calibration-reliability.js';

interface GoldenCase {
  readonly probabilities: readonly number[];
  readonly outcomes: readonly number[];
  readonly bins: number;
  readonly observed: readonly number[];
  readonly stated: readonly number[];
  readonly counts: readonly number[];
  readonly expectedCalibrationError: number;
  readonly maximumCalibrationError: number;
}

// scikit-learn's calibration_curve, by tools/golden/calibration-golden.py
const golden = (
  JSON.parse(readFileSync(new URL('./fixtures/calibration-golden.json', import.meta.url), 'utf8')) as { reliability: readonly GoldenCase[] }
).reliability;

const predictions = fc.array(fc.record({ p: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.boolean() }), {
  minLength: 1,
  maxLength: 60,
});

describe('reliability', () => {
  it.each(golden)('has the points of scikit-learn for $bins bins', (given) => {
    const found = reliability(given.probabilities, given.outcomes.map(Boolean), given.bins);
    expect(found.bins.map((bin) => bin.count)).toEqual(given.counts);
    found.bins.forEach((bin, b) => {
      expect(bin.meanProbability).toBeCloseTo(given.stated[b] as number, 12);
      expect(bin.observedShare).toBeCloseTo(given.observed[b] as number, 12);
    });
    expect(found.expectedCalibrationError).toBeCloseTo(given.expectedCalibrationError, 12);
    expect(found.maximumCalibrationError).toBeCloseTo(given.maximumCalibrationError, 12);
  });

  it('puts each prediction into one bin, by rising probability, and equal probabilities into the same one', () => {
    fc.assert(
      fc.property(predictions, fc.integer({ min: 1, max: 12 }), (rows, bins) => {
        const probabilities = rows.map(({ p }) => Math.round(p * 8) / 8);
        const outcomes = rows.map(({ y }) => y);
        const groups = equalMassBins(probabilities, outcomes, bins);
        expect(groups.flat().sort((a, b) => a - b)).toEqual(rows.map((_, i) => i));
        const ranges = reliability(probabilities, outcomes, bins).bins;
        ranges.slice(1).forEach(({ low }, b) => expect(low).toBeGreaterThan(ranges[b]?.high as number));
      }),
    );
  });

  it('differs by one prediction a bin at most when all probabilities are different', () => {
    for (const [size, bins] of [
      [10, 5],
      [11, 4],
      [200, 7],
    ] as const) {
      const probabilities = Array.from({ length: size }, (_, i) => ((i * 37) % size) / size);
      const counts = equalMassBins(
        probabilities,
        probabilities.map(() => true),
        bins,
      ).map((group) => group.length);
      expect(counts).toHaveLength(bins);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });

  it('finds no error where shares are as stated, and all of it where the opposite comes true', () => {
    const half = [0.5, 0.5, 0.5, 0.5];
    expect(reliability(half, [true, false, true, false], 3)).toMatchObject({ expectedCalibrationError: 0, maximumCalibrationError: 0 });
    expect(reliability([0, 0, 1, 1], [true, true, false, false], 2)).toMatchObject({ expectedCalibrationError: 1 });
  });

  it('refuses what is no probability, lists of different lengths, no predictions and no bins', () => {
    for (const odd of [Number.NaN, -0.01, 1.01, Infinity])
      expect(() => reliability([0.5, odd], [true, false])).toThrow(
        expect.objectContaining({ code: 'INVALID_NUMBER', field: 'probabilities[1]' }),
      );
    expect(() => reliability([0.5], [true, false])).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'outcomes.length' }));
    expect(() => reliability([], [])).toThrow(expect.objectContaining({ code: 'INVALID_SETTING' }));
    for (const bins of [0, 1.5, Number.NaN])
      expect(() => reliability([0.5], [true], bins)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'bins' }));
  });
});
