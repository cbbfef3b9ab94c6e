import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { failingJudge, oracleJudge, randomJudge, type PlainJudge } from '../testing/list-judges.js';
import { worstComparisons } from './heap-sort-heap.js';
import { heapSort, type HeapSortOptions } from './heap-sort.js';
import type { RankingTask } from './procedure.js';
import { runProcedure } from './run-procedure.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

async function play(options: HeapSortOptions, task: Partial<RankingTask> & { candidates: readonly string[] }, judge: PlainJudge) {
  const lists: (readonly string[])[] = [];
  const run = await runProcedure(heapSort(options)({ listLength: 20, depth: 10, maxCalls: 10_000, seed: 1, ...task }), (list) => {
    lists.push(list);
    return Promise.resolve(judge(list));
  });
  return { run, lists };
}

const cases = fc.record({
  n: fc.integer({ min: 2, max: 50 }),
  depth: fc.integer({ min: 1, max: 55 }),
  seed: fc.integer(),
  bothOrders: fc.boolean(),
});

describe('heapSort', () => {
  it('ranks the best k exactly when the judge does not err, in no more comparisons than the worst case', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ n, depth, seed, bothOrders }) => {
        const truth = createPrng(seed).shuffled(ids(n));
        const { run } = await play({ bothOrders }, { candidates: ids(n), depth, seed }, oracleJudge(truth));
        expect(run.order.slice(0, depth)).toEqual(truth.slice(0, depth));
        expect(run.endedBy).toBe('done');
        expect(run.calls).toBeLessThanOrEqual((bothOrders ? 2 : 1) * worstComparisons(n, depth));
      }),
      { numRuns: 60 },
    );
  });

  it('shows pairs only, each in both orders in the same round, and never asks the same pair again', async () => {
    const { lists } = await play({}, { candidates: ids(40) }, oracleJudge(createPrng(2).shuffled(ids(40))));
    expect(new Set(lists.map((list) => list.length))).toEqual(new Set([2]));
    expect(new Set(lists.map((list) => list.join())).size).toBe(lists.length);
    lists.forEach((list, i) => {
      if (i % 2 === 0) expect(lists[i + 1]).toEqual([...list].reverse());
    });
  });

  it('asks half as much when each pair is judged in one order, which is a random one', async () => {
    const judge = oracleJudge(createPrng(2).shuffled(ids(40)));
    const [both, one] = [await play({}, { candidates: ids(40) }, judge), await play({ bothOrders: false }, { candidates: ids(40) }, judge)];
    expect(one.run.order).toEqual(both.run.order);
    expect(2 * one.run.calls).toBe(both.run.calls);
    const turned = one.lists.filter(([a, b]) => ids(40).indexOf(a ?? '') > ids(40).indexOf(b ?? '')).length;
    expect(turned).toBeGreaterThan(one.lists.length / 4);
    expect(turned).toBeLessThan((one.lists.length * 3) / 4);
  });

  it('builds the heap level by level: the nodes of a level in the same rounds', async () => {
    const { run } = await play({ bothOrders: false }, { candidates: ids(64), depth: 1 }, oracleJudge(ids(64)));
    // The order is a heap already: two comparisons for each node and two rounds for each level, but for the last node with its only child.
    expect(run).toMatchObject({ calls: 63, rounds: 11 });
  });

  it('takes a few hundred comparisons for the best 10 of 100, a few thousand for those of 1,000', async () => {
    for (const [n, from, to] of [
      [100, 200, 300],
      [1000, 1900, 2200],
    ] as const) {
      const { run } = await play({ bothOrders: false }, { candidates: ids(n) }, oracleJudge(createPrng(n).shuffled(ids(n))));
      expect(run.calls).toBeGreaterThan(from);
      expect(run.calls).toBeLessThan(to);
    }
  });

  it('leaves a pair at its stage-1 order when the two orders contradict each other', async () => {
    const first: PlainJudge = (shownIds) => ({ shownIds, rankedIds: shownIds, outcome: 'complete' });
    const { run } = await play({}, { candidates: ids(12) }, first);
    expect(run.order).toEqual(ids(12));
    expect(run.notes).toEqual([`${run.calls / 2} of ${run.calls / 2} pairs were left at their stage-1 order.`]);
  });

  it('believes the one answer of two that can be read', async () => {
    const judge: PlainJudge = (shownIds) =>
      shownIds[0] === 'a' ? failingJudge('malformed')(shownIds) : { shownIds, rankedIds: ['b', 'a'], outcome: 'complete' };
    const { run } = await play({}, { candidates: ['a', 'b'] }, judge);
    expect(run.order).toEqual(['b', 'a']);
    expect(run.notes).toEqual(['1 of 2 judgements were malformed: they told nothing of their pair.']);
  });

  it('puts only as many into the heap as the calls can usually sort', async () => {
    const truth = [...ids(100)].reverse();
    const { run, lists } = await play({ bothOrders: false }, { candidates: ids(100), maxCalls: 60, depth: 3 }, oracleJudge(truth));
    const pool = new Set(lists.flat()).size;
    expect(pool).toBeLessThan(100);
    expect(new Set(lists.flat())).toEqual(new Set(ids(pool)));
    expect(run.notes).toEqual([`The heap held the first ${pool} of 100 candidates.`]);
    expect(run.endedBy).toBe('calls');
    expect(run.order.slice(pool)).toEqual(ids(100).slice(pool));
  });

  it('stops in the middle when the calls run out; nobody stands above one that beat it', async () => {
    const truth = createPrng(8).shuffled(ids(60));
    const { run, lists } = await play({ bothOrders: false, pool: 60 }, { candidates: ids(60), maxCalls: 45 }, oracleJudge(truth));
    expect(run).toMatchObject({ calls: 45, endedBy: 'calls' });
    const place = (order: readonly string[], id: string | undefined) => order.indexOf(id ?? '');
    for (const [a, b] of lists) expect(place(run.order, a) < place(run.order, b)).toBe(place(truth, a) < place(truth, b));
  });

  it('has the root of the finished heap first when the calls end there', async () => {
    const truth = createPrng(4).shuffled(ids(31));
    const built = await play({ bothOrders: false, pool: 31 }, { candidates: ids(31), depth: 1 }, oracleJudge(truth));
    const { run } = await play({ bothOrders: false, pool: 31 }, { candidates: ids(31), maxCalls: built.run.calls }, oracleJudge(truth));
    expect(run.endedBy).toBe('calls');
    expect(run.order[0]).toBe(truth[0]);
  });

  it('ends with an order even when the answers go round in circles', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const { run } = await play({ bothOrders: false, pool: 30 }, { candidates: ids(30), maxCalls: 40, seed }, randomJudge(seed));
      expect([...run.order].sort()).toEqual(ids(30).sort());
    }
  });

  it('refuses a pool of fewer than two', () => {
    expect(() => heapSort({ pool: 1 })).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'pool' }));
  });
});
