import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { failingJudge, oracleJudge, randomJudge, type PlainJudge } from '../testing/list-judges.js';
import type { RankingTask } from './procedure.js';
import { runProcedure } from './run-procedure.js';
import { shuffledBatches, type ShuffledBatchesOptions } from './shuffled-batches.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

async function play(options: ShuffledBatchesOptions, task: Partial<RankingTask> & { candidates: readonly string[] }, judge: PlainJudge) {
  const lists: (readonly string[])[] = [];
  const rounds: number[] = [];
  const run = await runProcedure(
    shuffledBatches(options)({ listLength: 20, depth: 10, maxCalls: 10_000, seed: 1, ...task }),
    (list) => {
      lists.push(list);
      return Promise.resolve(judge(list));
    },
    { onRound: ({ calls }) => rounds.push(calls) },
  );
  return { run, lists, rounds: rounds.map((calls, i) => calls - (rounds[i - 1] ?? 0)) };
}

describe('shuffledBatches without early stop', () => {
  it('takes one round a level: the batches of all shuffles, then of the better half, down to two', async () => {
    const { run, rounds } = await play({ shuffles: 2 }, { candidates: ids(100) }, oracleJudge(ids(100)));
    // 100, 50, 25, 12, 6 and 3 candidates.
    expect(rounds).toEqual([10, 4, 2, 2, 2, 2]);
    expect(run).toMatchObject({ calls: 22, endedBy: 'done', notes: [] });
  });

  it('takes 200 calls in 9 rounds for two shuffles of 1,000', async () => {
    const { run } = await play({ shuffles: 2 }, { candidates: ids(1000) }, oracleJudge(ids(1000)));
    expect(run).toMatchObject({ calls: 200, rounds: 9 });
  });

  it('spends all calls by default: as many shuffles a level as all levels below can have too, what is left over goes down', async () => {
    const { run, rounds } = await play({}, { candidates: ids(100), maxCalls: 50 }, oracleJudge(ids(100)));
    expect(rounds).toEqual([20, 10, 5, 5, 5, 5]);
    expect(run).toMatchObject({ calls: 50, endedBy: 'calls' });
  });

  it('shows nobody more than once more often than others when full batches leave some out', async () => {
    const { lists } = await play({ shuffles: 7, refinementRatio: 0 }, { candidates: ids(33), listLength: 10 }, oracleJudge(ids(33)));
    expect(lists).toHaveLength(21);
    const exposures = ids(33).map((id) => lists.filter((list) => list.includes(id)).length);
    expect(Math.max(...exposures) - Math.min(...exposures)).toBeLessThanOrEqual(1);
    expect(new Set(lists.map((list) => list.length))).toEqual(new Set([10]));
  });

  it('ranks what one batch holds exactly when the judge does not err', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 20 }), fc.integer(), async (n, maxCalls, seed) => {
        const truth = createPrng(seed).shuffled(ids(n));
        expect((await play({}, { candidates: ids(n), maxCalls }, oracleJudge(truth))).run.order).toEqual(truth);
      }),
      { numRuns: 50 },
    );
  });

  it('finds the true best of 100 when the judge does not err: it is first wherever it is shown', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const truth = createPrng(seed + 50).shuffled(ids(100));
      const { run } = await play({ shuffles: 4 }, { candidates: ids(100), seed }, oracleJudge(truth));
      expect(run.order[0]).toBe(truth[0]);
    }
  });

  it('shuffles the head when the calls do not cover all and a last batch of the best', async () => {
    const { run, lists, rounds } = await play({}, { candidates: ids(100), maxCalls: 3 }, oracleJudge([...ids(100)].reverse()));
    expect(rounds).toEqual([2, 1]);
    expect(lists.flat().every((id) => ids(41).includes(id))).toBe(true);
    expect(run.order.slice(41)).toEqual(ids(100).slice(41));
    expect(run.notes).toEqual(['The calls left covered the first 41 of 100 candidates of a level.']);
    expect(run.endedBy).toBe('calls');
  });

  it('spends a single call on the first batch', async () => {
    const { run, lists } = await play({}, { candidates: ids(100), maxCalls: 1 }, oracleJudge([...ids(100)].reverse()));
    expect(lists.map((list) => [...list].sort())).toEqual([ids(20).sort()]);
    expect(run.order).toEqual([...ids(20).reverse(), ...ids(100).slice(20)]);
  });

  it('covers all once without refinement when the ratio is 0', async () => {
    const { lists } = await play({ refinementRatio: 0 }, { candidates: ids(100), maxCalls: 5 }, oracleJudge(ids(100)));
    expect(new Set(lists.flat()).size).toBe(100);
  });
});

describe('shuffledBatches with early stop', () => {
  const siftrank = { earlyStop: true };

  it('looks after five shuffles for the first time and stops when five looks agree: nine rounds at the earliest', async () => {
    const { run, rounds } = await play({ ...siftrank, refinementRatio: 0 }, { candidates: ids(3) }, oracleJudge(ids(3)));
    // Three candidates have no elbow: the order itself has to be stable.
    expect(rounds).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(run).toMatchObject({ order: ids(3), endedBy: 'done' });
  });

  it('makes each shuffle a round of ⌊n / L⌋ calls, stops long before the 50 shuffles and refines what lies before the elbow', async () => {
    const truth = createPrng(9).shuffled(ids(100));
    const { run, rounds, lists } = await play(siftrank, { candidates: ids(100) }, oracleJudge(truth));
    const first = rounds.filter((calls) => calls === 5).length;
    expect(first).toBeGreaterThanOrEqual(9);
    expect(first).toBeLessThan(50);
    const refined = new Set(lists.slice(5 * first).flat());
    expect(refined.size).toBeGreaterThan(1);
    expect(refined.size).toBeLessThan(100);
    expect(new Set(run.order.slice(0, refined.size))).toEqual(refined);
    expect(run).toMatchObject({ endedBy: 'done', order: expect.arrayContaining([truth[0]]) as unknown });
    expect(run.order.slice(0, 3)).toEqual(truth.slice(0, 3));
  });

  it('goes on to the most shuffles while nothing is stable', async () => {
    const { rounds } = await play({ ...siftrank, shuffles: 12, elbowTolerance: 0 }, { candidates: ids(100) }, randomJudge(3));
    expect(rounds.filter((calls) => calls === 5)).toHaveLength(12);
  });

  it('stops when the answers put everybody on the same place', async () => {
    const { run } = await play(siftrank, { candidates: ids(40) }, failingJudge('none-belong'));
    expect(run).toMatchObject({ order: ids(40), calls: 18, endedBy: 'done' });
  });

  it('ends by the calls when they do not suffice for stability', async () => {
    const { run } = await play(siftrank, { candidates: ids(100), maxCalls: 20 }, oracleJudge(ids(100)));
    expect(run).toMatchObject({ calls: 20, rounds: 4, endedBy: 'calls' });
  });

  it('refines the half with the calls that do not cover another shuffle', async () => {
    const { run, rounds } = await play(siftrank, { candidates: ids(100), maxCalls: 13 }, oracleJudge([...ids(100)].reverse()));
    expect(rounds).toEqual([5, 5, 2, 1]);
    expect(run.endedBy).toBe('calls');
  });
});

describe('the settings of shuffledBatches', () => {
  it.each<ShuffledBatchesOptions>([
    { shuffles: 0 },
    { minShuffles: 0 },
    { stableShuffles: 1 },
    { elbowTolerance: 1 },
    { elbowTolerance: -0.1 },
    { refinementRatio: 1 },
    { refinementRatio: Number.NaN },
  ])('are refused: %j', (options) => {
    expect(() => shuffledBatches(options)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: Object.keys(options)[0] }));
  });
});
