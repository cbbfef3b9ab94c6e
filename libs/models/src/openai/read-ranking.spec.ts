import fc from 'fast-check';
import type { JsonValue } from '@etcetera/ranking';
import { readRanking } from './read-ranking.js';

const labelToId = new Map([
  ['A', 'lion'],
  ['B', 'tiger'],
  ['C', 'spoon'],
]);
const read = (content: string | null, rest: Record<string, JsonValue> = {}) => readRanking({ content, ...rest }, labelToId);
const unparsable = (detail: string) => ({ kind: 'unparsable', detail });

describe('readRanking', () => {
  it('reads a complete ranking without issues', () => {
    expect(read('{"ranking":["B","A","C"],"none_belong":false}')).toEqual({
      outcome: 'complete',
      rankedIds: ['tiger', 'lion', 'spoon'],
      issues: [],
    });
  });

  it('counts only the labels of this list and records each of the others, the repeated and the missing', () => {
    expect(read('{"ranking":["tiger","B","B","D"],"none_belong":false}')).toEqual({
      outcome: 'partial',
      rankedIds: ['tiger'],
      issues: [
        { kind: 'unknown-label', label: 'tiger' },
        { kind: 'repeated-label', label: 'B' },
        { kind: 'unknown-label', label: 'D' },
        { kind: 'missing', entityId: 'lion' },
        { kind: 'missing', entityId: 'spoon' },
      ],
    });
  });

  it('does not guess: a label in another case or with spaces is unknown', () => {
    expect(read('{"ranking":["b"," A"],"none_belong":false}').outcome).toBe('malformed');
  });

  it('takes "none belong" only as a statement, never an empty ranking', () => {
    expect(read('{"ranking":[],"none_belong":true}')).toEqual({ outcome: 'none-belong', rankedIds: [], issues: [] });
    expect(read('{"ranking":[],"none_belong":false}').outcome).toBe('malformed');
  });

  it('records an answer that contradicts itself', () => {
    const judgement = read('{"ranking":["A","B","C"],"none_belong":true}');
    expect(judgement.outcome).toBe('complete');
    expect(judgement.issues).toEqual([unparsable('the answer says that none belong and ranks some')]);
  });

  it('tolerates a code fence, a bare list and entries that are no labels, and records them', () => {
    expect(read('```json\n["A", 7, "B", "C"]\n```')).toEqual({
      outcome: 'complete',
      rankedIds: ['lion', 'tiger', 'spoon'],
      issues: [
        unparsable('a code fence stands around the JSON'),
        unparsable('the answer is a bare list'),
        unparsable('an entry of "ranking" is not a label: 7'),
      ],
    });
  });

  it.each([
    [{ content: null, refusal: 'I will not.' }, 'the model gave no text: I will not.'],
    [{ content: '{"ranking":["A"', finishReason: 'length' }, 'there is no JSON in the answer (it was cut off at the token limit)'],
    [{ content: '{"order":[]}' }, '"ranking" is not a list'],
    ['A, B, C', 'the recorded answer is not one of this judge'],
    [null, 'the recorded answer is not one of this judge'],
  ])('calls %j malformed and says why', (payload, detail) => {
    const judgement = readRanking(payload, labelToId);
    expect(judgement.outcome).toBe('malformed');
    expect(judgement.rankedIds).toEqual([]);
    expect(judgement.issues[0]).toEqual(unparsable(detail));
  });

  it('ranks only members, each once, whatever the answer', () => {
    const entry = fc.oneof(fc.constantFrom('A', 'B', 'C', 'D', 'lion'), fc.string(), fc.integer(), fc.constant(null));
    fc.assert(
      fc.property(fc.record({ ranking: fc.array(entry), none_belong: fc.boolean() }), (answer) => {
        const { rankedIds, outcome } = read(JSON.stringify(answer));
        expect(new Set(rankedIds).size).toBe(rankedIds.length);
        for (const id of rankedIds) expect([...labelToId.values()]).toContain(id);
        expect(rankedIds.length === 3).toBe(outcome === 'complete');
      }),
    );
  });
});
