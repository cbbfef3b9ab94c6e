import { createPrng } from '../random/prng.js';
import { oracleJudge, type PlainJudge } from '../testing/list-judges.js';
import type { RankingTask } from './procedure.js';
import { runProcedure } from './run-procedure.js';
import { singleList, type SingleListOptions } from './single-list.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

async function play(options: SingleListOptions, task: Partial<RankingTask> & { candidates: readonly string[] }, judge: PlainJudge) {
  const lists: (readonly string[])[] = [];
  const run = await runProcedure(singleList(options)({ listLength: 20, depth: 10, maxCalls: 3, seed: 1, ...task }), (list) => {
    lists.push(list);
    return Promise.resolve(judge(list));
  });
  return { run, lists };
}

describe('singleList', () => {
  it('shows all candidates in one call, however short lists are to be, and ranks them exactly when the judge does not err', async () => {
    const truth = createPrng(5).shuffled(ids(1000));
    const { run } = await play({ repeats: 1 }, { candidates: ids(1000) }, oracleJudge(truth));
    expect(run).toMatchObject({ order: truth, calls: 1, rounds: 1, shown: 1000, endedBy: 'done', notes: [] });
  });

  it('repeats itself in other orders while there are calls, all in one round', async () => {
    const { run, lists } = await play({}, { candidates: ids(30), maxCalls: 4 }, oracleJudge(ids(30)));
    expect(run).toMatchObject({ calls: 4, rounds: 1, endedBy: 'calls' });
    expect(lists[0]).toEqual(ids(30));
    expect(new Set(lists.map((list) => list.join())).size).toBe(4);
    for (const list of lists) expect([...list].sort()).toEqual(ids(30).sort());
  });

  it('ranks by the mean place of all repeats, stage-1 order first among the same', async () => {
    const answers = ['abc', 'cab', 'bca', 'cba'];
    const judge: PlainJudge = (shownIds) => ({ shownIds, rankedIds: [...(answers.shift() ?? '')], outcome: 'complete' });
    const { run } = await play({}, { candidates: [...'abc'], maxCalls: 4 }, judge);
    // Places from 0: a 0+1+2+2, b 1+2+0+1, c 2+0+1+0.
    expect(run.order.join('')).toBe('cba');
  });

  it('counts a partial answer for those it ranked and leaves those that nobody ranked where they were', async () => {
    const judge: PlainJudge = (shownIds) => ({ shownIds, rankedIds: ['d', 'a'], outcome: 'partial' });
    const { run } = await play({ repeats: 1 }, { candidates: [...'abcd'] }, judge);
    expect(run.order.join('')).toBe('dbca');
    expect(run.notes).toEqual(['1 of 1 judgements were partial: they counted for those they ranked, among themselves.']);
  });

  it('refuses no repeats', () => {
    expect(() => singleList({ repeats: 0 })).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'repeats' }));
  });
});
