import fc from 'fast-check';
import type { JsonValue } from './list-judge.js';
import { readScoredAnswer, scoredPayload } from './scored-answer.js';

const question = (ids: string) => ({
  listIndex: 0,
  attempt: 1,
  seeds: [{ id: 'seed', name: 'seed' }],
  negativeSeeds: [],
  members: [...ids].map((id) => ({ id, name: 'any' })),
});
const read = (ids: string, payload: JsonValue) => readScoredAnswer(question(ids), { payload });

describe('scoredPayload', () => {
  it('keeps finite differences and null for every other one, and survives JSON', () => {
    const { NEGATIVE_INFINITY: none } = Number;
    expect(scoredPayload([-1, none])).toEqual({ scores: [-1, null] });
    const payload = scoredPayload([-1, -1, none, none], [-3, none, -1, none]);
    expect(payload).toEqual({ scores: [2, null, null, null] });
    expect(JSON.parse(JSON.stringify(payload))).toEqual(payload);
  });
});

describe('readScoredAnswer', () => {
  it('puts higher scores first and equal ones in the order of their ids', () => {
    expect(read('dcba', { scores: [-1, -2, -1, 0] })).toEqual({ outcome: 'complete', rankedIds: ['a', 'b', 'd', 'c'], issues: [] });
  });

  it('leaves members without a score out and says so: they are missing, not last', () => {
    expect(read('abc', { scores: [-1, null, 0] })).toEqual({
      outcome: 'partial',
      rankedIds: ['c', 'a'],
      issues: [{ kind: 'missing', entityId: 'b' }],
    });
  });

  it('calls an answer without any score malformed', () => {
    const judgement = read('ab', { scores: [null, null] });
    expect(judgement.outcome).toBe('malformed');
    expect(judgement.rankedIds).toEqual([]);
    expect(judgement.issues.map(({ kind }) => kind)).toEqual(['unparsable', 'missing', 'missing']);
  });

  it.each([
    ['too few', { scores: [1] }],
    ['too many', { scores: [1, 2, 3] }],
    ['no numbers', { scores: ['1', 2] }],
    ['NaN, which no record can hold', { scores: [NaN, 1] }],
    ['an infinity', { scores: [Infinity, 1] }],
    ['no list', { scores: 1 }],
    ['something else', { answer: 'A' }],
    ['null', null],
    ['a text', 'A'],
  ])('calls an answer with %s malformed and makes no order of it', (_, payload) => {
    const judgement = read('ab', payload);
    expect(judgement).toMatchObject({ outcome: 'malformed', rankedIds: [], issues: [{ kind: 'unparsable' }] });
  });

  it('gives the same order whatever order the members were shown in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...'abcdefgh'], { minLength: 2 }), (ids) => {
        const scoreOf = (id: string) => -((id.codePointAt(0) ?? 0) % 3);
        expect(read(ids.join(''), { scores: ids.map(scoreOf) }).rankedIds).toEqual(
          [...ids].sort((a, b) => scoreOf(b) - scoreOf(a) || (a < b ? -1 : 1)),
        );
      }),
    );
  });

  it('refuses to read about a list that holds a seed', () => {
    const asked = { ...question('ab'), seeds: [{ id: 'a', name: 'a' }] };
    expect(() => readScoredAnswer(asked, { payload: { scores: [0, 0] } })).toThrow(expect.objectContaining({ code: 'DUPLICATE_ID' }));
  });
});
