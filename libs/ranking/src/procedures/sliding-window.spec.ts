import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { oracleJudge, type PlainJudge } from '../testing/list-judges.js';
import type { RankingTask } from './procedure.js';
import { runProcedure } from './run-procedure.js';
import { slidingWindow, type SlidingWindowOptions } from './sliding-window.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

async function play(options: SlidingWindowOptions, task: Partial<RankingTask> & { candidates: readonly string[] }, judge: PlainJudge) {
  const lists: (readonly string[])[] = [];
  const run = await runProcedure(slidingWindow(options)({ listLength: 20, depth: 10, maxCalls: 10_000, seed: 1, ...task }), (list) => {
    lists.push(list);
    return Promise.resolve(judge(list));
  });
  return { run, lists };
}

describe('slidingWindow', () => {
  it.each([
    [20, 1],
    [21, 2],
    [100, 9],
    [105, 10],
    [1000, 99],
  ])('takes for one pass over %i candidates in windows of 20 by 10 the %i calls of the paper, one after the other', async (n, calls) => {
    const { run } = await play({ passes: 1 }, { candidates: ids(n) }, oracleJudge(ids(n)));
    expect(run).toMatchObject({ calls, rounds: calls, endedBy: 'done', notes: [] });
  });

  it('goes from the back to the front, each window showing the order as it is by then, and leaves nobody out at the front', async () => {
    const { lists } = await play({ passes: 1, windowLength: 4, step: 3 }, { candidates: [...'abcdefgh'] }, oracleJudge([...'hgfedcba']));
    expect(lists.map((list) => list.join(''))).toEqual(['efgh', 'bcdh', 'ahdc']);
  });

  it('brings the true best window − step to the top in one pass, in order', async () => {
    const cases = fc.record({
      n: fc.integer({ min: 2, max: 60 }),
      windowLength: fc.integer({ min: 2, max: 12 }),
      step: fc.integer({ min: 1, max: 11 }),
      seed: fc.integer(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ n, windowLength, step: wanted, seed }) => {
        const step = Math.min(wanted, windowLength - 1);
        const truth = createPrng(seed).shuffled(ids(n));
        const { run } = await play({ windowLength, step, passes: 1 }, { candidates: ids(n) }, oracleJudge(truth));
        const sure = n <= windowLength ? n : windowLength - step;
        expect(run.order.slice(0, sure)).toEqual(truth.slice(0, sure));
      }),
      { numRuns: 100 },
    );
  });

  it('goes on from the order of the last pass until a pass changes nothing, which sorts everything', async () => {
    const truth = createPrng(3).shuffled(ids(45));
    const { run } = await play({ windowLength: 10 }, { candidates: ids(45) }, oracleJudge(truth));
    expect(run.order).toEqual(truth);
    expect(run.endedBy).toBe('done');
    // Each pass but the last takes 8 calls and settles at least 5 more.
    expect(run.calls).toBeLessThanOrEqual(8 * (45 / 5 + 1));
  });

  it('covers the head only in a pass that the calls left do not pay for, and ends there', async () => {
    const truth = [...ids(100)].reverse();
    const { run, lists } = await play({}, { candidates: ids(100), maxCalls: 12 }, oracleJudge(truth));
    expect(run).toMatchObject({ calls: 12, endedBy: 'calls' });
    expect(run.notes).toEqual(['The calls left for pass 2 reached the first 40 of 100 candidates.']);
    expect(
      lists.slice(9).every((list) => list.every((id) => lists.slice(5, 9).flat().includes(id) || truth.slice(0, 10).includes(id))),
    ).toBe(true);
    expect(run.order.slice(0, 10)).toEqual(truth.slice(0, 10));
  });

  it('ranks the first window, not the last, when there is a single call', async () => {
    const { run, lists } = await play({}, { candidates: ids(100), maxCalls: 1 }, oracleJudge([...ids(100)].reverse()));
    expect(lists).toEqual([ids(20)]);
    expect(run.order).toEqual([...ids(20).reverse(), ...ids(100).slice(20)]);
  });

  it('moves only those that a partial answer ranks, within their places', async () => {
    const partial: PlainJudge = (shownIds) => ({ shownIds, rankedIds: ['d', 'a'], outcome: 'partial' });
    const { run } = await play({ passes: 1 }, { candidates: [...'abcd'] }, partial);
    expect(run.order.join('')).toBe('dbca');
    expect(run.notes).toEqual(['1 of 1 judgements were partial: the members left out kept their places.']);
  });

  it('refuses a window longer than the lists, windows that do not overlap and settings that are no whole numbers', () => {
    const task = { candidates: ids(9), listLength: 6, depth: 1, maxCalls: 9, seed: 1 };
    expect(() => slidingWindow({ windowLength: 7 })(task)).toThrow(
      expect.objectContaining({ code: 'LIST_TOO_LONG', field: 'windowLength' }),
    );
    expect(() => slidingWindow({ windowLength: 1 })(task)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING' }));
    expect(() => slidingWindow({ step: 6 })(task)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'step' }));
    expect(() => slidingWindow({ step: 0 })(task)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'step' }));
    expect(() => slidingWindow({ passes: 0 })).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'passes' }));
  });
});
