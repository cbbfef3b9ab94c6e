import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { Judgement } from './judgement.js';
import { EXACT_MEDIAN_MEMBERS, mergePermutations } from './merge-permutations.js';

const answer = (ranked: string, shown = 'abc', outcome?: Judgement['outcome']): Judgement => ({
  shownIds: [...shown],
  rankedIds: [...ranked],
  outcome: outcome ?? (ranked === '' ? 'malformed' : ranked.length === shown.length ? 'complete' : 'partial'),
});
const merged = (...answers: readonly Judgement[]) => {
  const { rankedIds, outcome, method, distance, comparisons } = mergePermutations(answers);
  return [rankedIds.join(''), outcome, method, distance, comparisons];
};

/** Pairs of an answer that the order has the other way round, counted one by one. */
const kendall = (order: readonly string[], ranked: readonly string[]): number =>
  ranked.reduce((sum, a, i) => sum + ranked.slice(i + 1).filter((b) => order.indexOf(b) < order.indexOf(a)).length, 0);

/** Made by tools/golden/median-order-golden.py with SciPy's kendalltau over all orders. */
const golden = JSON.parse(readFileSync(new URL('./fixtures/median-order-golden.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly { readonly answers: readonly string[]; readonly distance: number; readonly orders: readonly string[] }[];
};

describe('mergePermutations', () => {
  it.each(golden.cases)('finds one of the orders that are nearest to $answers, as SciPy measures', ({ answers, distance, orders }) => {
    const shown = [...String(answers[0])].sort().join('');
    const result = mergePermutations(answers.map((ranked) => answer(ranked, shown)));
    expect(orders).toContain(result.rankedIds.join(''));
    expect(result.distance).toBe(distance);
  });

  it('takes the order that most pairs of the answers agree with', () => {
    expect(merged(answer('abc'), answer('acb', 'cba'), answer('bac', 'bca'))).toEqual(['abc', 'complete', 'exact', 2, 9]);
  });

  it('leaves a single answer as it is', () => {
    expect(merged(answer('cab'))).toEqual(['cab', 'complete', 'exact', 0, 3]);
    expect(merged(answer('ca'))).toEqual(['ca', 'partial', 'exact', 0, 1]);
  });

  it('resolves a cycle of votes by pairs won, then by id', () => {
    expect(merged(answer('bca'), answer('cab'), answer('abc'))).toEqual(['abc', 'complete', 'exact', 4, 9]);
    expect(merged(answer('cba'), answer('abc'))).toEqual(['abc', 'complete', 'exact', 3, 6]);
  });

  it('lets partial answers count for what they ranked only', () => {
    // Nobody ranked d; b before c in one answer of one; a before b in two of two.
    expect(merged(answer('ab', 'abcd'), answer('abc', 'dcba'))).toEqual(['abc', 'partial', 'exact', 0, 4]);
    // Left out is not last: c is put before b by the one answer that ranked both.
    expect(merged(answer('b', 'abc'), answer('b', 'abc'), answer('cb', 'abc'))).toEqual(['cb', 'partial', 'exact', 0, 1]);
  });

  it('is malformed only when all answers are', () => {
    expect(merged(answer(''), answer(''))).toEqual(['', 'malformed', 'none', 0, 0]);
    expect(merged(answer(''), answer('cba'))).toEqual(['cba', 'complete', 'exact', 0, 3]);
  });

  it('says that none belong when more than half of the readable answers do', () => {
    const none = answer('', 'abc', 'none-belong');
    expect(merged(none, none, answer('abc'))).toEqual(['', 'none-belong', 'none', 0, 0]);
    expect(merged(none, answer('abc'))).toEqual(['abc', 'complete', 'exact', 0, 3]);
    expect(merged(none, answer(''), answer(''))).toEqual(['', 'none-belong', 'none', 0, 0]);
  });

  it('keeps the answers as they were', () => {
    const answers = [
      { ...answer('abc'), note: 'first' },
      { ...answer('', 'bca'), note: 'second' },
    ];
    expect(mergePermutations(answers).answers).toBe(answers);
    expect(mergePermutations(answers).shownIds).toEqual(['a', 'b', 'c']);
  });

  it('says how it found the order, and what the distance is, for lists of any length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 16 }),
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.double({ noNaN: true })),
        (k, m, numbers) => {
          const ids = [...'abcdefghijklmnop'].slice(0, k);
          const draw = () => numbers.next().value as number;
          const answers = Array.from({ length: m }, () => {
            const keys = new Map(ids.map((id) => [id, draw()]));
            const rankedIds = [...ids].sort((a, b) => Number(keys.get(a)) - Number(keys.get(b)) || (a < b ? -1 : 1));
            return { shownIds: ids, rankedIds, outcome: 'complete' as const };
          });
          const result = mergePermutations(answers);
          expect([...result.rankedIds].sort()).toEqual(ids);
          expect(result.method).toBe(k <= EXACT_MEDIAN_MEMBERS ? 'exact' : 'adjacent-swaps');
          const to = (order: readonly string[]) => answers.reduce((sum, { rankedIds }) => sum + kendall(order, rankedIds), 0);
          expect(result.distance).toBe(to(result.rankedIds));
          expect(result.distance).toBeLessThanOrEqual(result.comparisons / 2);
          if (result.method === 'exact')
            expect(result.distance).toBeLessThanOrEqual(Math.min(...answers.map(({ rankedIds }) => to(rankedIds))));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses no answers, answers about other members, and members that are ranked twice or were not shown', () => {
    const code = (expected: string, ...answers: Judgement[]) =>
      expect(() => mergePermutations(answers)).toThrow(expect.objectContaining({ name: 'RankingError', code: expected }));
    code('INVALID_SETTING');
    code('UNMATCHED_JUDGEMENTS', answer('abc'), answer('abd', 'abd'));
    code('UNMATCHED_JUDGEMENTS', answer('abc'), answer('ab', 'ab'));
    code('UNMATCHED_JUDGEMENTS', answer('abc'), answer('', ''));
    code('DUPLICATE_ID', answer('aa', 'abc', 'partial'));
    code('DUPLICATE_ID', answer('a', 'aab', 'partial'));
    code('UNKNOWN_ID', answer('abz', 'abc'));
  });
});
