import type { Judgement } from '../judging/judgement.js';
import type { Procedure } from './procedure.js';
import { runProcedure } from './run-procedure.js';

function* twoRounds(): Procedure {
  const first = yield [
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
  ];
  const second = yield [first.map((judgement) => judgement.rankedIds[0] as string)];
  return { order: second[0]?.rankedIds ?? [], endedBy: 'done', notes: [] };
}
const judge = (shownIds: readonly string[]): Promise<Judgement> =>
  Promise.resolve({ shownIds, rankedIds: [...shownIds].sort().reverse(), outcome: 'complete' });

describe('runProcedure', () => {
  it('hands each round its judgements in order and counts calls, rounds and members shown', async () => {
    const seen: object[] = [];
    const run = await runProcedure(twoRounds(), judge, { onRound: (round) => seen.push(round) });
    expect(run).toEqual({ order: ['f', 'd', 'b'], endedBy: 'done', notes: [], calls: 4, rounds: 2, shown: 9 });
    expect(seen).toEqual([
      { index: 0, calls: 3 },
      { index: 1, calls: 4 },
    ]);
  });

  it('judges as many lists at a time as it may, and numbers them through', async () => {
    let [now, most] = [0, 0];
    const numbers: number[] = [];
    await runProcedure(
      twoRounds(),
      async (list, index) => {
        numbers.push(index);
        most = Math.max(most, ++now);
        await Promise.resolve();
        now--;
        return judge(list);
      },
      { concurrency: 2 },
    );
    expect(most).toBe(2);
    expect(numbers).toEqual([0, 1, 2, 3]);
  });

  it('refuses an answer about another list, naming the stranger', async () => {
    const wrong = (shownIds: readonly string[]) => judge(shownIds.map((id) => (id === 'd' ? 'x' : id)));
    await expect(runProcedure(twoRounds(), wrong)).rejects.toMatchObject({ code: 'UNMATCHED_JUDGEMENTS', value: 'x' });
  });

  it('stops with the reason of the signal, and with what the judge throws', async () => {
    await expect(runProcedure(twoRounds(), judge, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    await expect(runProcedure(twoRounds(), () => Promise.reject(new Error('no model')))).rejects.toThrow('no model');
  });
});
