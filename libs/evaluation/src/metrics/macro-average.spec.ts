import fc from 'fast-check';
import { macroAverage } from './macro-average.js';

const entry = (classId: string, queryIndex: number, score: number) => ({ classId, queryIndex, scores: { 'map@10': score } });

describe('macroAverage', () => {
  it('averages over the classes for each query index, then over the indices', () => {
    const average = macroAverage([entry('felines', 0, 1), entry('felines', 1, 0.4), entry('rivers', 0, 0)]);
    expect(average.byQueryIndex).toEqual([
      { queryIndex: 0, classCount: 2, scores: { 'map@10': 0.5 } },
      { queryIndex: 1, classCount: 1, scores: { 'map@10': 0.4 } },
    ]);
    // The plain mean of the three would be 0.4667.
    expect(average.scores['map@10']).toBeCloseTo(0.45, 12);
  });

  it('is the plain mean when every class has the same number of queries', () => {
    const grid = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(grid, (rows) => {
        const queries = rows.flatMap((row, classNumber) => row.map((score, index) => entry(`class${classNumber}`, index, score)));
        const mean = rows.flat().reduce((sum, score) => sum + score, 0) / rows.flat().length;
        expect(macroAverage(queries).scores['map@10']).toBeCloseTo(mean, 12);
      }),
    );
  });

  it('gives the same bits for any order of the queries', () => {
    const queries = Array.from({ length: 40 }, (_, number) => entry(`class${number % 8}`, Math.floor(number / 8), Math.sin(number) ** 2));
    fc.assert(
      fc.property(fc.shuffledSubarray(queries, { minLength: queries.length }), (shuffled) => {
        expect(macroAverage(shuffled)).toEqual(macroAverage(queries));
      }),
    );
  });

  it('refuses an empty benchmark', () => {
    expect(() => macroAverage([])).toThrow(expect.objectContaining({ code: 'NOTHING_TO_AVERAGE' }));
  });

  it('refuses a query that occurs twice', () => {
    expect(() => macroAverage([entry('a', 0, 1), entry('b', 0, 1), entry('a', 0, 0)])).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_QUERY', value: { classId: 'a', queryIndex: 0 } }),
    );
  });

  it('refuses queries that were not scored by the same metrics, in either direction', () => {
    const more = { classId: 'b', queryIndex: 0, scores: { 'map@10': 1, rr: 1 } };
    expect(() => macroAverage([entry('a', 0, 1), more])).toThrow(expect.objectContaining({ code: 'INCONSISTENT_METRICS' }));
    expect(() => macroAverage([more, entry('a', 0, 1)])).toThrow(expect.objectContaining({ code: 'INCONSISTENT_METRICS' }));
  });

  it('refuses a score that is not a number and an index that is not a position', () => {
    expect(() => macroAverage([entry('a', 0, Number.NaN)])).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER' }));
    expect(() => macroAverage([entry('a', -1, 0)])).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER' }));
  });
});
