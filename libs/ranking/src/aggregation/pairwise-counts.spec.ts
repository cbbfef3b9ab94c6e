import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import { indexJudgements } from './judgement-index.js';
import { pairwiseCounts } from './pairwise-counts.js';

const complete = (ids: string[]): Judgement => ({ outcome: 'complete', shownIds: ids, rankedIds: ids });

/** Pairs that met, as `winner>loser: times`, straight from the lists. */
function countedByHand(candidates: readonly string[], lists: readonly (readonly string[])[]): string[] {
  const rows: string[] = [];
  for (const a of candidates) {
    for (const b of candidates) {
      const times = lists.filter((list) => list.includes(a) && list.includes(b) && list.indexOf(a) < list.indexOf(b)).length;
      if (times > 0) rows.push(`${a}>${b}: ${times}`);
    }
  }
  return rows.sort();
}

function countedByPairs(candidates: readonly string[], lists: readonly string[][]): string[] {
  const { starts, others, wins, losses } = pairwiseCounts(indexJudgements({ candidates, judgements: lists.map(complete) }));
  const rows: string[] = [];
  candidates.forEach((a, i) => {
    for (let pair = starts[i] as number; pair < (starts[i + 1] as number); pair++) {
      const b = candidates[others[pair] as number] as string;
      expect(others[pair]).toBeGreaterThan(i);
      if ((wins[pair] as number) > 0) rows.push(`${a}>${b}: ${wins[pair] as number}`);
      if ((losses[pair] as number) > 0) rows.push(`${b}>${a}: ${losses[pair] as number}`);
    }
  });
  return rows.sort();
}

describe('pairwiseCounts', () => {
  it.each([
    ['few candidates, whose pairs fit a table', 6, 12],
    ['many candidates, most of which never meet', 60, 5],
  ])('counts every comparison once: %s', (_, candidateCount, listCount) => {
    const ids = Array.from({ length: candidateCount }, (__, i) => `c${i}`);
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(ids, { maxLength: 6 }), { maxLength: listCount }), (lists) => {
        expect(countedByPairs(ids, lists)).toEqual(countedByHand(ids, lists));
      }),
      { numRuns: 60 },
    );
  });

  it('gives one entry a pair, and takes no more room than there are comparisons', () => {
    const ids = Array.from({ length: 3000 }, (_, i) => `c${i}`);
    const lists = [
      ['c2999', 'c0', 'c7'],
      ['c0', 'c2999'],
      ['c7', 'c8'],
    ];
    const counts = pairwiseCounts(indexJudgements({ candidates: ids, judgements: lists.map(complete) }));
    expect([...counts.others]).toEqual([2999, 7, 2999, 8]);
    expect(counts.others.buffer.byteLength).toBe(4 * 5);
    expect([...counts.wins]).toEqual([1, 1, 0, 1]);
    expect([...counts.losses]).toEqual([1, 0, 1, 0]);
  });

  it('takes no comparisons from judgements in which none belongs or that are malformed', () => {
    const judgements = (['none-belong', 'malformed'] as const).map((outcome) => ({ outcome, shownIds: ['a', 'b'], rankedIds: [] }));
    expect(pairwiseCounts(indexJudgements({ candidates: ['a', 'b'], judgements })).others).toHaveLength(0);
  });
});
