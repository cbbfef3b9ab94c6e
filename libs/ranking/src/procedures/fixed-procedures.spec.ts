import fc from 'fast-check';
import type { RankingErrorCode } from '../ranking-error.js';
import { failingJudge, oracleJudge, randomJudge, type PlainJudge } from '../testing/list-judges.js';
import { heapSort } from './heap-sort.js';
import { jointRank } from './joint-rank.js';
import type { RankingTask, StartProcedure } from './procedure.js';
import { runProcedure } from './run-procedure.js';
import { shuffledBatches } from './shuffled-batches.js';
import { singleList } from './single-list.js';
import { slidingWindow } from './sliding-window.js';
import { tourRank } from './tour-rank.js';

/** What all fixed procedures promise, whatever the judge answers. */
const PROCEDURES: readonly (readonly [string, StartProcedure, { readonly isLong?: boolean }])[] = [
  ['slidingWindow', slidingWindow(), {}],
  ['slidingWindow, one pass in small steps', slidingWindow({ step: 1, passes: 1 }), {}],
  ['tourRank', tourRank(), {}],
  ['tourRank as in the paper', tourRank({ ties: 'stage-1', fillUp: false, tournaments: 3 }), {}],
  ['jointRank', jointRank(), {}],
  ['jointRank, two replicas', jointRank({ replicas: 2 }), {}],
  ['shuffledBatches', shuffledBatches(), {}],
  ['shuffledBatches with early stop', shuffledBatches({ earlyStop: true }), {}],
  ['singleList', singleList(), { isLong: true }],
  ['heapSort', heapSort(), {}],
  ['heapSort, one order, the whole heap', heapSort({ bothOrders: false, pool: 1000 }), {}],
];

const tasks = fc.record({
  n: fc.integer({ min: 0, max: 70 }),
  listLength: fc.integer({ min: 2, max: 12 }),
  depth: fc.integer({ min: 1, max: 12 }),
  maxCalls: fc.integer({ min: 0, max: 60 }),
  seed: fc.integer(),
});
type Size = Omit<RankingTask, 'candidates'> & { readonly n: number };

const taskOf = ({ n, ...rest }: Size): RankingTask => ({ ...rest, candidates: Array.from({ length: n }, (_, i) => `c${i}`) });
const usual = { n: 40, listLength: 8, depth: 5, maxCalls: 30, seed: 1 };

async function play(start: StartProcedure, task: RankingTask, judge: PlainJudge) {
  const lists: (readonly string[])[] = [];
  const run = await runProcedure(start(task), (ids) => {
    lists.push(ids);
    return Promise.resolve(judge(ids));
  });
  return { run, lists };
}

describe.each(PROCEDURES)('%s', (_, start, { isLong = false }) => {
  it('returns every candidate once and keeps to calls and list length, however the judge answers', async () => {
    await fc.assert(
      fc.asyncProperty(tasks, async (size) => {
        const task = taskOf(size);
        const { run, lists } = await play(start, task, randomJudge(size.seed));
        expect([...run.order].sort()).toEqual([...task.candidates].sort());
        expect(run.calls).toBeLessThanOrEqual(task.maxCalls);
        const longest = isLong ? size.n : task.listLength;
        // Balanced pairs of an odd number of candidates leave one alone.
        const shortest = task.listLength === 2 ? 1 : 2;
        const wrong = lists.filter((list) => list.length > longest || list.length < shortest || new Set(list).size < list.length);
        expect(wrong).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it.each([0, 1])('asks nothing about %i candidates', async (n) => {
    const task = taskOf({ ...usual, n });
    const { run } = await play(start, task, randomJudge(1));
    expect(run).toEqual({ order: task.candidates, endedBy: 'done', notes: [], calls: 0, rounds: 0, shown: 0 });
  });

  it('gives the stage-1 order back when there are no calls', async () => {
    const task = taskOf({ ...usual, maxCalls: 0 });
    const { run } = await play(start, task, oracleJudge([...task.candidates].reverse()));
    expect(run).toMatchObject({ order: task.candidates, endedBy: 'calls', calls: 0, rounds: 0 });
  });

  it('asks the same lists for the same seed and the same answers', async () => {
    const lists = async () => JSON.stringify(await play(start, taskOf(usual), randomJudge(7)));
    expect(await lists()).toBe(await lists());
  });

  it('keeps the stage-1 order and says so when no answer can be read', async () => {
    const task = taskOf(usual);
    const { run } = await play(start, task, failingJudge('malformed'));
    expect(run.order).toEqual(task.candidates);
    expect(run.notes.join(' ')).toContain(`${run.calls} of ${run.calls} judgements were malformed`);
  });

  it('keeps the stage-1 order and says so when none belong', async () => {
    const task = taskOf(usual);
    const { run } = await play(start, task, failingJudge('none-belong'));
    // Joint rank ranks those it did not show below those of which it knows that they do not belong: they were behind them before.
    expect(run.order).toEqual(task.candidates);
    expect(run.notes.join(' ')).toContain(`${run.calls} of ${run.calls} judgements were none-belong`);
  });

  it('says how many answers were partial', async () => {
    const { run } = await play(start, taskOf(usual), failingJudge('partial'));
    expect(run.notes.join(' ')).toContain(`${run.calls} of ${run.calls} judgements were partial`);
  });

  it('leaves the stage-1 order alone when the judge agrees with it', async () => {
    const task = taskOf({ ...usual, n: 8, maxCalls: 60 });
    const { run } = await play(start, task, oracleJudge(task.candidates));
    expect(run.order).toEqual(task.candidates);
  });

  it.each<[keyof RankingTask, unknown, RankingErrorCode]>([
    ['candidates', ['a', 'b', 'a'], 'DUPLICATE_ID'],
    ['listLength', 1, 'INVALID_SETTING'],
    ['depth', 0, 'INVALID_SETTING'],
    ['maxCalls', -1, 'INVALID_SETTING'],
    ['maxCalls', Number.NaN, 'INVALID_SETTING'],
    ['seed', 0.5, 'INVALID_SETTING'],
  ])('refuses a task whose %s is %j', (field, value, code) => {
    expect(() => start({ ...taskOf(usual), [field]: value })).toThrow(expect.objectContaining({ code, field }));
  });

  it('refuses an answer that ranks a member twice', async () => {
    const twice: PlainJudge = (shownIds) => ({ shownIds, rankedIds: [...shownIds, ...shownIds.slice(0, 1)], outcome: 'complete' });
    await expect(play(start, taskOf(usual), twice)).rejects.toMatchObject({ code: 'DUPLICATE_ID', field: 'rankedIds' });
  });
});
