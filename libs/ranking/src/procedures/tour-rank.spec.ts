import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { failingJudge, oracleJudge, type PlainJudge } from '../testing/list-judges.js';
import type { RankingTask } from './procedure.js';
import { runProcedure } from './run-procedure.js';
import { tourRank, type TourRankOptions } from './tour-rank.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

async function play(options: TourRankOptions, task: Partial<RankingTask> & { candidates: readonly string[] }, judge: PlainJudge) {
  const rounds: number[] = [];
  const lists: (readonly string[])[] = [];
  const run = await runProcedure(
    tourRank(options)({ listLength: 20, depth: 10, maxCalls: 13, seed: 1, ...task }),
    (list) => {
      lists.push(list);
      return Promise.resolve(judge(list));
    },
    { onRound: ({ calls }) => rounds.push(calls) },
  );
  return { run, rounds, lists };
}

describe('tourRank', () => {
  it('takes 13 calls for a tournament of 100, in rounds of 5, 5, 1, 1 and 1, as in the paper', async () => {
    const { run, rounds } = await play({ tournaments: 1 }, { candidates: ids(100) }, oracleJudge(ids(100)));
    expect(rounds).toEqual([5, 10, 11, 12, 13]);
    expect(run).toMatchObject({ calls: 13, rounds: 5, endedBy: 'done', notes: [] });
  });

  it('plays ten tournaments side by side: 130 calls in the same five rounds', async () => {
    const { run } = await play({}, { candidates: ids(100), maxCalls: 130 }, oracleJudge(ids(100)));
    expect(run).toMatchObject({ calls: 130, rounds: 5 });
  });

  it('takes 98 calls in 8 rounds for a tournament of 1,000', async () => {
    const { run } = await play({ tournaments: 1 }, { candidates: ids(1000), maxCalls: 98 }, oracleJudge(ids(1000)));
    expect(run).toMatchObject({ calls: 98, rounds: 8, endedBy: 'done' });
  });

  it('finds the true winner, in lists of 20 the runner-up too, when the judge does not err', async () => {
    const cases = fc.record({
      n: fc.integer({ min: 2, max: 120 }),
      listLength: fc.oneof(fc.constant(20), fc.integer({ min: 2, max: 19 })),
      seed: fc.integer(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ n, listLength, seed }) => {
        const truth = createPrng(seed).shuffled(ids(n));
        const { run } = await play({ tournaments: 1 }, { candidates: ids(n), listLength, maxCalls: 1000 }, oracleJudge(truth));
        expect(run.order[0]).toBe(truth[0]);
        if (listLength === 20) expect(run.order[1]).toBe(truth[1]);
      }),
      { numRuns: 80 },
    );
  });

  it('ranks by points as in the paper: each group of the true order sends on its best, ties in stage-1 order', async () => {
    const truth = [...ids(100)].reverse();
    const { run } = await play({ ties: 'stage-1' }, { candidates: ids(100) }, oracleJudge(truth));
    // 5 points for the last two, in stage-1 order, 4 points for the three before, 3 for five, 2 for ten, 1 for thirty, none for fifty.
    const byPoints = [ids(100).slice(98), ids(100).slice(95, 98), ids(100).slice(90, 95), ids(100).slice(80, 90), ids(100).slice(50, 80)];
    expect(run.order).toEqual([...byPoints.flat(), ...ids(50)]);
  });

  it('deals the candidates of a stage straight to the groups', async () => {
    const { lists } = await play({ tournaments: 1 }, { candidates: ids(100) }, oracleJudge(ids(100)));
    expect([...(lists[2] ?? [])].sort()).toEqual(
      ids(100)
        .filter((_, i) => i % 5 === 2)
        .sort(),
    );
  });

  it('shows the same groups in another order in each tournament', async () => {
    const { lists } = await play({}, { candidates: ids(100), maxCalls: 26 }, oracleJudge(ids(100)));
    expect([...(lists[0] ?? [])].sort()).toEqual([...(lists[5] ?? [])].sort());
    expect(lists[0]).not.toEqual(lists[5]);
  });

  it('lets the head play when the calls do not pay for all', async () => {
    const { run, lists } = await play({}, { candidates: ids(100), maxCalls: 8 }, oracleJudge([...ids(100)].reverse()));
    expect(run).toMatchObject({ calls: 7, endedBy: 'calls' });
    expect(run.notes).toEqual(['A tournament of all takes 13 calls; the first 63 of 100 candidates played.']);
    expect(new Set(lists.flat())).toEqual(new Set(ids(63)));
    expect(run.order.slice(0, 2)).toEqual(['c62', 'c61']);
    expect(run.order.slice(-37)).toEqual(ids(100).slice(63));
  });

  it('spends calls that are left over on a tournament of the head, unless told not to or unless fewer than half could play', async () => {
    const judge = oracleJudge(ids(100));
    const filled = await play({}, { candidates: ids(100), maxCalls: 20 }, judge);
    expect(filled.run).toMatchObject({ calls: 20, rounds: 5, notes: ['The first 63 of 100 candidates played a tournament more.'] });
    expect((await play({ fillUp: false }, { candidates: ids(100), maxCalls: 20 }, judge)).run).toMatchObject({ calls: 13, notes: [] });
    expect((await play({}, { candidates: ids(100), maxCalls: 17 }, judge)).run).toMatchObject({ calls: 13, notes: [] });
    expect((await play({ tournaments: 1 }, { candidates: ids(100), maxCalls: 20 }, judge)).run).toMatchObject({
      calls: 13,
      endedBy: 'done',
    });
  });

  it('lets the first of a partial answer go on and fills up by stage-1 order', async () => {
    const { run } = await play({}, { candidates: [...'abcd'], maxCalls: 1 }, failingJudgeOf(['d']));
    expect(run.order.join('')).toBe('dabc');
    expect(run.notes).toEqual(['1 of 1 judgements were partial: the first of those they ranked went on.']);
  });

  it('gives no points where no answer can be read', async () => {
    const { run } = await play({}, { candidates: ids(100), maxCalls: 26 }, failingJudge('malformed'));
    expect(run.order).toEqual(ids(100));
    expect(run.notes).toEqual(['26 of 26 judgements were malformed: nobody got a point.']);
  });

  it('refuses no tournaments', () => {
    expect(() => tourRank({ tournaments: 0 })).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'tournaments' }));
  });
});

const failingJudgeOf =
  (rankedIds: readonly string[]): PlainJudge =>
  (shownIds) => ({ shownIds, rankedIds, outcome: 'partial' });
