import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { holm } from './holm.js';

interface GoldenFile {
  holm: { pValues: number[]; adjusted: number[]; rejected: boolean[] }[];
}

const golden = JSON.parse(readFileSync(new URL('./fixtures/significance-golden.json', import.meta.url), 'utf8')) as GoldenFile;
const comparisonsOf = (pValues: readonly number[]) => pValues.map((pValue, index) => ({ id: `m${index}`, pValue }));
const pValueLists = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe('holm', () => {
  it.each(golden.holm)('agrees with the reference for $pValues', ({ pValues, adjusted, rejected }) => {
    const result = holm(comparisonsOf(pValues));
    expect(result.map(({ id }) => id)).toEqual(comparisonsOf(pValues).map(({ id }) => id));
    result.forEach(({ adjustedPValue }, index) => expect(adjustedPValue).toBeCloseTo(adjusted[index] ?? Number.NaN, 9));
    expect(result.map(({ isSignificant }) => isSignificant)).toEqual(rejected);
  });

  it('stays between the plain p-value and the Bonferroni correction, and keeps the order of the p-values', () => {
    fc.assert(
      fc.property(pValueLists, (pValues) => {
        const result = holm(comparisonsOf(pValues));
        for (const { pValue, adjustedPValue } of result) {
          expect(adjustedPValue).toBeGreaterThanOrEqual(pValue);
          expect(adjustedPValue).toBeLessThanOrEqual(Math.min(1, pValue * pValues.length));
          for (const other of result) if (pValue < other.pValue) expect(adjustedPValue).toBeLessThanOrEqual(other.adjustedPValue);
        }
      }),
    );
  });

  it('leaves a single comparison as it is, and takes none at all', () => {
    expect(holm([{ id: 'only', pValue: 0.04 }])).toEqual([{ id: 'only', pValue: 0.04, adjustedPValue: 0.04, isSignificant: true }]);
    expect(holm([])).toEqual([]);
  });

  it('refuses what is not a probability and a level that is none', () => {
    expect(() => holm([{ id: 'a', pValue: 1.2 }])).toThrow(/pValue of a is 1.2/);
    expect(() => holm([{ id: 'a', pValue: Number.NaN }])).toThrow(/pValue of a is NaN/);
    expect(() => holm([], 5)).toThrow(/level is 5/);
  });
});
