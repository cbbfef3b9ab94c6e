import fc from 'fast-check';
import { parseTrecQrels, writeTrecQrels } from './trec-qrels.js';

const field = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[\s\0\uFEFF]/.test(text));
const labelLists = fc.uniqueArray(fc.record({ queryId: field, entityId: field, relevance: fc.integer({ min: -2, max: 5 }) }), {
  selector: ({ queryId, entityId }) => `${queryId} ${entityId}`,
});

describe('TREC qrels', () => {
  it('hold a query, 0, an entity and a relevance a line', () => {
    expect(writeTrecQrels([{ queryId: 'felines-0', entityId: '42', relevance: 1 }])).toBe('felines-0 0 42 1\n');
    expect(writeTrecQrels([])).toBe('');
  });

  it('come back as they were written', () => {
    fc.assert(
      fc.property(labelLists, (labels) => {
        expect(parseTrecQrels(writeTrecQrels(labels))).toEqual({ labels, issues: [] });
      }),
    );
  });

  it.each(['', 'nul\0', 'snow leopard', 'tab\tbed', 'line\nbreak'])('cannot be written with the entity id %j', (entityId) => {
    expect(() => writeTrecQrels([{ queryId: 'q', entityId, relevance: 1 }])).toThrow(
      expect.objectContaining({ code: 'UNWRITABLE_FIELD', field: 'entityId', value: entityId }),
    );
  });

  it('cannot be written with a fractional relevance', () => {
    expect(() => writeTrecQrels([{ queryId: 'q', entityId: 'e', relevance: 0.5 }])).toThrow(/relevance of e to q is 0.5/);
  });

  it('report every line that is left out', () => {
    const { labels, issues } = parseTrecQrels('q 0 a 1\n\nq 0 a\nq 0 b high\nq 0 a 0\nq\t0\tc\t0\n');
    expect(labels).toEqual([
      { queryId: 'q', entityId: 'a', relevance: 1 },
      { queryId: 'q', entityId: 'c', relevance: 0 },
    ]);
    expect(issues.map(({ line, code, isKept }) => [line, code, isKept])).toEqual([
      [2, 'blank-line', false],
      [3, 'wrong-field-count', false],
      [4, 'malformed-relevance', false],
      [5, 'repeated-entity', false],
    ]);
  });
});
