import fc from 'fast-check';
import { parseTrecRun, writeTrecRun } from './trec-run.js';

const field = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[\s\0\uFEFF]/.test(text));
const rankings = fc
  .record({ ids: fc.uniqueArray(field, { minLength: 1 }), scores: fc.uniqueArray(fc.float({ noNaN: true, noDefaultInfinity: true })) })
  .map(({ ids, scores }) => {
    // 0 and −0 are different to uniqueArray and equal to trec_eval.
    const falling = [...new Set(scores.map((score) => score + 0))].sort((a, b) => b - a);
    return falling.slice(0, ids.length).map((score, index) => ({ entityId: ids[index] ?? '', score }));
  })
  .filter((ranking) => ranking.length > 0);
const runs = fc.uniqueArray(fc.record({ queryId: field, ranking: rankings }), { selector: ({ queryId }) => queryId, minLength: 1 });

const ranking = (...entries: [string, number][]) => entries.map(([entityId, score]) => ({ entityId, score }));

describe('writeTrecRun', () => {
  it('writes query, Q0, entity, rank, score and tag', () => {
    const queries = [{ queryId: 'felines-0', ranking: ranking(['42', 0.75], ['7', 1e-7]) }];
    expect(writeTrecRun({ tag: 'lusar', queries, scores: 'own' })).toBe('felines-0 Q0 42 1 0.75 lusar\nfelines-0 Q0 7 2 1e-7 lusar\n');
  });

  it('can write the order in place of the scores', () => {
    const queries = [{ queryId: 'q', ranking: ranking(['a', 0.5], ['b', 0.5]) }];
    expect(writeTrecRun({ tag: 't', queries, scores: 'rank' })).toBe('q Q0 a 1 2 t\nq Q0 b 2 1 t\n');
  });

  it.each([
    ['tied', 0.5, 0.5],
    ['rising', 0.5, 0.6],
    ['tied in single precision', 1.00000001, 1],
  ])('refuses scores that are %s, which trec_eval would order itself', (_, first, second) => {
    const queries = [{ queryId: 'q', ranking: ranking(['a', first], ['b', second]) }];
    expect(() => writeTrecRun({ tag: 't', queries, scores: 'own' })).toThrow(
      expect.objectContaining({ code: 'AMBIGUOUS_ORDER', value: second }),
    );
  });

  it('refuses a repeated query, a field with white space and a score that is not a number', () => {
    const one = { queryId: 'q', ranking: ranking(['a', 1]) };
    expect(() => writeTrecRun({ tag: 't', queries: [one, one], scores: 'own' })).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_QUERY', value: 'q' }),
    );
    expect(() => writeTrecRun({ tag: 'my run', queries: [one], scores: 'own' })).toThrow(
      expect.objectContaining({ code: 'UNWRITABLE_FIELD', field: 'tag' }),
    );
    expect(() => writeTrecRun({ tag: 't', queries: [{ queryId: 'q', ranking: ranking(['a', Number.NaN]) }], scores: 'own' })).toThrow(
      expect.objectContaining({ code: 'INVALID_NUMBER' }),
    );
  });
});

describe('parseTrecRun', () => {
  it('gives back what was written, scores included', () => {
    fc.assert(
      fc.property(runs, field, (queries, tag) => {
        expect(parseTrecRun(writeTrecRun({ tag, queries, scores: 'own' }))).toEqual({ tag, queries, issues: [] });
      }),
    );
  });

  it('ranks as trec_eval does: by score in single precision, ties by the greater id', () => {
    const run = parseTrecRun('q Q0 a 3 1.00000001 t\nq Q0 b 2 1 t\nq Q0 z 1 9 t\n');
    expect(run.queries[0]?.ranking.map(({ entityId }) => entityId)).toEqual(['z', 'b', 'a']);
    expect(run.issues).toEqual([]);
  });

  it('compares ids by code point, as C does on UTF-8', () => {
    const run = parseTrecRun('q Q0 \uFF5E 2 1 t\nq Q0 \u{1F981} 1 1 t\n');
    expect(run.queries[0]?.ranking.map(({ entityId }) => entityId)).toEqual(['\u{1F981}', '\uFF5E']);
  });

  it('reports a rank column that tells another order, and lets the scores count', () => {
    const run = parseTrecRun('q Q0 a 1 0.1 t\nq Q0 b 2 0.9 t\n');
    expect(run.queries[0]?.ranking.map(({ entityId }) => entityId)).toEqual(['b', 'a']);
    expect(run.issues).toEqual([expect.objectContaining({ line: 1, code: 'rank-disagrees', isKept: true })]);
  });

  it('reports every other line that deserves a look, with its number', () => {
    const text = 'q Q0 a 1 9 t\n\nq Q0 b 2 8\nq Q0 b two 8 t\nq Q0 b 2 0x8 t\nq Q0 a 2 7 t\nq Q0 c 2 6 u\nq Q0 d 3 1e999 t\n';
    const run = parseTrecRun(text);
    expect(run.tag).toBe('t');
    expect(run.queries).toEqual([{ queryId: 'q', ranking: ranking(['a', 9], ['c', 6]) }]);
    expect(run.issues.map(({ line, code, isKept }) => [line, code, isKept])).toEqual([
      [2, 'blank-line', false],
      [3, 'wrong-field-count', false],
      [4, 'malformed-rank', false],
      [5, 'malformed-score', false],
      [6, 'repeated-entity', false],
      [7, 'another-tag', true],
      [8, 'malformed-score', false],
    ]);
  });

  it('finds nothing in an empty file', () => {
    expect(parseTrecRun('')).toEqual({ tag: null, queries: [], issues: [] });
  });
});
