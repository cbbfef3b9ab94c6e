import fc from 'fast-check';
import { winRate } from '../aggregation/win-rate.js';
import { latinSquareDesign } from '../list-design/latin-square-design.js';
import { createPrng } from '../random/prng.js';
import { failingJudge, oracleJudge, type PlainJudge } from '../testing/list-judges.js';
import { jointRank, type JointRankOptions } from './joint-rank.js';
import type { RankingTask } from './procedure.js';
import { runProcedure } from './run-procedure.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

async function play(options: JointRankOptions, task: Partial<RankingTask> & { candidates: readonly string[] }, judge: PlainJudge) {
  const lists: (readonly string[])[] = [];
  const run = await runProcedure(jointRank(options)({ listLength: 20, depth: 10, maxCalls: 20, seed: 1, ...task }), (list) => {
    lists.push(list);
    return Promise.resolve(judge(list));
  });
  const exposures = new Map<string, number>();
  for (const id of lists.flat()) exposures.set(id, (exposures.get(id) ?? 0) + 1);
  return { run, lists, exposures };
}

describe('jointRank', () => {
  it.each([
    [100, 10, 2, 20],
    [100, 20, 4, 20],
    [1000, 100, 3, 30],
    [1000, 20, 2, 100],
  ])(
    'takes for %i candidates in lists of %i with %i replicas the %i calls of the paper, in one round',
    async (n, listLength, replicas, calls) => {
      const { run, exposures } = await play({ replicas }, { candidates: ids(n), listLength, maxCalls: 1000 }, oracleJudge(ids(n)));
      expect(run).toMatchObject({ calls, rounds: 1, endedBy: 'done', notes: [] });
      expect(new Set(exposures.values())).toEqual(new Set([replicas]));
    },
  );

  it('takes as many replicas as the calls allow, the same for all', async () => {
    const { run, exposures } = await play({}, { candidates: ids(100), maxCalls: 37 }, oracleJudge(ids(100)));
    expect(run).toMatchObject({ calls: 35, endedBy: 'calls' });
    expect(new Set(exposures.values())).toEqual(new Set([7]));
  });

  it('ranks fewer candidates than a list holds exactly when the judge does not err', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 5 }), fc.integer(), async (n, maxCalls, seed) => {
        const truth = createPrng(seed).shuffled(ids(n));
        const { run } = await play({}, { candidates: ids(n), maxCalls }, oracleJudge(truth));
        expect(run.order).toEqual(truth);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['PageRank', undefined],
    ['win rate', winRate],
  ] as const)('with %s puts the true best of 100 among the first three when the judge does not err', async (_, aggregator) => {
    for (let seed = 0; seed < 10; seed++) {
      const truth = createPrng(seed + 100).shuffled(ids(100));
      const { run } = await play(aggregator ? { aggregator } : {}, { candidates: ids(100), seed, maxCalls: 25 }, oracleJudge(truth));
      expect(run.order.slice(0, 3)).toContain(truth[0]);
    }
  });

  it('covers the head twice when the calls do not cover all twice, and leaves the others in order below', async () => {
    const truth = [...ids(100)].reverse();
    const { run, exposures } = await play({}, { candidates: ids(100), maxCalls: 7 }, oracleJudge(truth));
    expect(run).toMatchObject({ calls: 7, endedBy: 'calls' });
    expect(run.notes).toContain('The calls covered the first 70 of 100 candidates.');
    expect([...exposures.keys()].sort()).toEqual(ids(70).sort());
    expect(new Set(exposures.values())).toEqual(new Set([2]));
    expect(run.order.slice(70)).toEqual(ids(100).slice(70));
  });

  it('judges one list of the head when there is a single call', async () => {
    const { run, lists } = await play({}, { candidates: ids(100), maxCalls: 1 }, oracleJudge([...ids(100)].reverse()));
    expect(lists.map((list) => [...list].sort())).toEqual([ids(20).sort()]);
    expect(run.order).toEqual([...ids(20).reverse(), ...ids(100).slice(20)]);
  });

  it('covers all once when one replica is asked for', async () => {
    const { exposures } = await play({ replicas: 1 }, { candidates: ids(100), maxCalls: 7 }, oracleJudge(ids(100)));
    expect(exposures.size).toBe(100);
  });

  it('uses the aggregator and the design that it is given', async () => {
    const aggregator: JointRankOptions['aggregator'] = ({ candidates }) => ({
      scores: candidates.map((entityId, value) => ({ entityId, value, standardError: null, exposures: 2 })),
      components: [],
      iterations: 0,
      notes: ['turned round'],
    });
    const { run, lists } = await play(
      { aggregator, design: latinSquareDesign, replicas: 2 },
      { candidates: ids(16), listLength: 4, maxCalls: 8 },
      oracleJudge(ids(16)),
    );
    expect(lists).toHaveLength(8);
    expect(run.order).toEqual(ids(16).reverse());
    expect(run.notes).toEqual(['turned round']);
  });

  it('hands the stage-1 scores of those it covers to the aggregator', async () => {
    let seen: unknown;
    const aggregator: JointRankOptions['aggregator'] = (input) => {
      seen = input.priorScores;
      return winRate(input);
    };
    await play({ aggregator }, { candidates: ids(5), priorScores: [5, 4, 3, 2, 1], listLength: 2, maxCalls: 3 }, oracleJudge(ids(5)));
    expect(seen).toEqual([5, 4, 3]);
  });

  it('ranks those without a value below those with one', async () => {
    const judge: PlainJudge = (shownIds) =>
      shownIds.includes('c0') ? failingJudge('malformed')(shownIds) : oracleJudge([...ids(6)].reverse())(shownIds);
    const { run, lists } = await play({ replicas: 1 }, { candidates: ids(6), listLength: 3, maxCalls: 2 }, judge);
    const unread = lists.find((list) => list.includes('c0')) ?? [];
    expect(run.order.slice(3)).toEqual([...unread].sort());
    expect(run.notes).toContain('1 of 2 judgements were malformed: they counted for nobody.');
  });

  it('refuses no replicas', () => {
    expect(() => jointRank({ replicas: 0 })).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'replicas' }));
  });
});
