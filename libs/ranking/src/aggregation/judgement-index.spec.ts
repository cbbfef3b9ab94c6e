import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import { indexJudgements } from './judgement-index.js';

const complete = (...ids: string[]): Judgement => ({ outcome: 'complete', shownIds: ids, rankedIds: ids });
const noneBelong = (...ids: string[]): Judgement => ({ outcome: 'none-belong', shownIds: ids, rankedIds: [] });
const malformed = (...ids: string[]): Judgement => ({ outcome: 'malformed', shownIds: ids, rankedIds: [] });

describe('indexJudgements', () => {
  it('keeps judgements in order: ranked members best first, shown ones where none belongs, nobody where it is malformed', () => {
    const partial: Judgement = { outcome: 'partial', shownIds: ['a', 'b', 'c'], rankedIds: ['c', 'a'] };
    const index = indexJudgements({ candidates: ['a', 'b', 'c', 'd'], judgements: [partial, malformed('a', 'x'), noneBelong('d', 'b')] });
    expect([...index.offsets]).toEqual([0, 2, 2, 4]);
    expect([...index.members]).toEqual([2, 0, 3, 1]);
    expect([...index.shownAt]).toEqual([2, 0, 0, 1]);
    expect([...index.noneBelong]).toEqual([0, 0, 1]);
    expect([...index.exposures]).toEqual([1, 1, 1, 1]);
  });

  it('links candidates over shared lists, but not by "none belong"; the largest group first, then by the first candidate', () => {
    const index = indexJudgements({
      candidates: ['a', 'b', 'c', 'd', 'e', 'f'],
      judgements: [complete('f', 'a'), complete('d', 'c'), complete('c', 'e'), noneBelong('a', 'b', 'c')],
    });
    expect(index.components).toEqual([['c', 'd', 'e'], ['a', 'f'], ['b']]);
    expect([...index.componentOf]).toEqual([1, 2, 0, 0, 0, 1]);
  });

  it('groups as a search through the lists does', () => {
    const ids = Array.from({ length: 12 }, (_, i) => `c${i}`);
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(ids, { maxLength: 4 }), { maxLength: 8 }), (lists) => {
        const index = indexJudgements({ candidates: ids, judgements: lists.map((list) => complete(...list)) });
        const reachedFrom = (start: string): string[] => {
          const reached = new Set([start]);
          for (let before = 0; before < reached.size;) {
            before = reached.size;
            for (const list of lists) if (list.some((id) => reached.has(id))) list.forEach((id) => reached.add(id));
          }
          return ids.filter((id) => reached.has(id));
        };
        ids.forEach((id, place) => expect(index.components[index.componentOf[place] as number]).toEqual(reachedFrom(id)));
        expect(index.components.flat().sort()).toEqual([...ids].sort());
      }),
    );
  });

  it('has room for no candidates and no judgements', () => {
    expect(indexJudgements({ candidates: [], judgements: [] })).toMatchObject({ components: [], prior: null });
    expect(indexJudgements({ candidates: ['a'], judgements: [] }).components).toEqual([['a']]);
  });

  it.each([
    ['a candidate twice', ['a', 'a'], [], 'DUPLICATE_ID', 'candidates'],
    ['a shown stranger', ['a'], [complete('a'), noneBelong('x')], 'UNKNOWN_ID', 'judgements[1].shownIds'],
    ['a member shown twice', ['a', 'b'], [noneBelong('a', 'a')], 'DUPLICATE_ID', 'judgements[0].shownIds'],
    ['a member ranked twice', ['a', 'b'], [{ ...complete('a', 'b'), rankedIds: ['a', 'a'] }], 'DUPLICATE_ID', 'judgements[0].rankedIds'],
    [
      'a ranked candidate that was not shown',
      ['a', 'b'],
      [{ ...complete('a'), rankedIds: ['b'] }],
      'UNKNOWN_ID',
      'judgements[0].rankedIds',
    ],
    ['a ranked stranger', ['a', 'b'], [{ ...complete('a'), rankedIds: ['x'] }], 'UNKNOWN_ID', 'judgements[0].rankedIds'],
    ['ranks where none belongs', ['a'], [{ ...noneBelong('a'), rankedIds: ['a'] }], 'CORRUPT_DATA', 'judgements[0].rankedIds'],
  ])('refuses %s', (_, candidates, judgements, code, field) => {
    expect(() => indexJudgements({ candidates, judgements })).toThrow(expect.objectContaining({ code, field }));
  });

  it('passes the prior on, and refuses one that is not finite or not of the right length', () => {
    const withPrior = (...priorScores: number[]) => indexJudgements({ candidates: ['a', 'b'], judgements: [], priorScores });
    expect([...(withPrior(2, -1).prior ?? [])]).toEqual([2, -1]);
    expect(() => withPrior(1)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'priorScores' }));
    for (const bad of [NaN, Infinity, -Infinity])
      expect(() => withPrior(1, bad)).toThrow(expect.objectContaining({ code: 'INVALID_NUMBER', field: 'priorScores[1]' }));
  });
});
