import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import { createPrng } from '../random/prng.js';
import { RankingError } from '../ranking-error.js';
import type { RankingTask } from './procedure.js';
import { tsSetRank } from './ts-set-rank.js';
import { asShown, complete, drive, malformed, noneBelong, numberedTask } from '../testing/drive-procedure.js';
import { oracleJudge, randomJudge } from '../testing/list-judges.js';

const taskOf = (n: number, more: Partial<RankingTask> = {}): RankingTask => ({
  ...numberedTask(n, { listLength: 10, depth: 10, maxCalls: 100, seed: 1 }),
  ...more,
});

describe('tsSetRank', () => {
  it('asks a quarter of the lists at once and the others one after the other', () => {
    const run = drive(tsSetRank()(taskOf(50, { maxCalls: 40 })), asShown);
    expect(run.rounds.map((round) => round.length)).toEqual([10, ...new Array<number>(30).fill(1)]);
    expect(run.endedBy).toBe('calls');
  });

  it('draws the first lists uniformly: everybody equally often, at every place', () => {
    const lists = 4000;
    const run = drive(tsSetRank({ exploration: 1 })(taskOf(8, { listLength: 4, maxCalls: lists })), asShown);
    const [round] = run.rounds;
    expect(round).toHaveLength(lists);
    for (const place of [0, 1, 2, 3]) {
      const counts = new Map<string, number>();
      for (const list of round ?? []) counts.set(list[place] as string, (counts.get(list[place] as string) ?? 0) + 1);
      // 500 each on average, with a deviation of 21
      for (const id of taskOf(8).candidates) expect(Math.abs((counts.get(id) ?? 0) - lists / 8)).toBeLessThan(5 * 21);
    }
  });

  it('turns ranks into successes in part, and orders by the mean of what it then believes', () => {
    // Beta(1, 1) and successes of 1, 2/3, 1/3, 0 give means of 2/3, 5/9, 4/9 and 1/3; nobody asked about c4 and c5, who stay at 1/2.
    const task = taskOf(6, { listLength: 4, maxCalls: 1 });
    const run = drive(tsSetRank()(task), (list) => {
      expect(list).toHaveLength(4);
      return complete([...list].sort(), list);
    });
    const shown = run.rounds[0]?.[0] ?? [];
    const [first, second, third, fourth] = [...shown].sort();
    const others = task.candidates.filter((id) => !shown.includes(id));
    expect(run.order).toEqual([first, second, ...others, third, fourth]);
  });

  it('counts a partial judgement for those it ranked, "none belong" as a failure of all, a malformed one for nobody', () => {
    const after = (judge: (list: readonly string[]) => Judgement) => drive(tsSetRank()(taskOf(3, { listLength: 2, maxCalls: 1 })), judge);
    const shown = after(malformed).rounds[0]?.[0] as readonly [string, string];
    const other = taskOf(3).candidates.find((id) => !shown.includes(id)) as string;
    expect(after(malformed).order).toEqual(['c0', 'c1', 'c2']);
    expect(after(noneBelong).order).toEqual([other, ...[...shown].sort()]);
    expect(after((list) => ({ outcome: 'partial', rankedIds: list.slice(0, 1), shownIds: list })).order).toEqual(['c0', 'c1', 'c2']);
    expect(after(noneBelong).notes).toEqual([expect.stringContaining('1 of 1 judgements were none-belong')]);
  });

  it('asks again about those that may be good: an oracle’s first page takes most of the places of the second phase', () => {
    const task = taskOf(100);
    const best = createPrng(11).shuffled(task.candidates);
    const run = drive(tsSetRank()(task), oracleJudge(best));
    const asked = run.rounds.slice(1).flat(2);
    const share = asked.filter((id) => best.indexOf(id) < 20).length / asked.length;
    expect(share).toBeGreaterThan(0.45); // 0.2 at random
    const found = run.order.slice(0, 10).filter((id) => best.indexOf(id) < 10).length;
    expect(found).toBeGreaterThanOrEqual(7);
  });

  it('returns every candidate once, within the calls and the list length, whatever the judge answers', () => {
    const settings = fc.record({
      n: fc.integer({ min: 0, max: 30 }),
      listLength: fc.integer({ min: 2, max: 10 }),
      depth: fc.integer({ min: 1, max: 12 }),
      maxCalls: fc.integer({ min: 0, max: 20 }),
      seed: fc.integer(),
    });
    const options = fc.record({
      start: fc.constantFrom('scores' as const, 'equal' as const),
      exploration: fc.double({ min: 0, max: 1, noNaN: true }),
      listsPerRound: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(settings, options, ({ n, ...rest }, given) => {
        const task = taskOf(n, rest);
        const run = drive(tsSetRank(given)(task), randomJudge(rest.seed));
        expect([...run.order].sort()).toEqual([...task.candidates].sort());
        expect(run.calls).toBe(n < 2 ? 0 : task.maxCalls);
        for (const list of run.rounds.flat()) {
          expect(list).toHaveLength(Math.min(n, task.listLength));
          expect(new Set(list).size).toBe(list.length);
        }
        expect(drive(tsSetRank(given)(task), randomJudge(rest.seed))).toEqual(run);
      }),
      { numRuns: 60 },
    );
  });

  it('draws several lists from the same beliefs when it may, at fewer rounds', () => {
    const run = drive(tsSetRank({ listsPerRound: 8 })(taskOf(40, { maxCalls: 40 })), asShown);
    expect(run.rounds.map((round) => round.length)).toEqual([10, 8, 8, 8, 6]);
  });

  it('ends by itself after the lists that it was told to draw', () => {
    expect(drive(tsSetRank({ lists: 12 })(taskOf(20)), asShown)).toMatchObject({ calls: 12, endedBy: 'done' });
    expect(drive(tsSetRank({ lists: 12 })(taskOf(20, { maxCalls: 5 })), asShown)).toMatchObject({ calls: 5, endedBy: 'calls' });
  });

  it('leans to the stage-1 scores when told so, on any scale', () => {
    const first = (priorScores: readonly number[], n = priorScores.length) =>
      drive(tsSetRank({ start: 'scores' })(taskOf(n, { priorScores, maxCalls: 0 })), malformed).order;
    expect(first([3, 9, 6])).toEqual(['c1', 'c2', 'c0']);
    expect(first([1.7e308, -1.7e308])).toEqual(['c0', 'c1']);
    expect(first([4, 4, 4])).toEqual(['c0', 'c1', 'c2']);
    expect(drive(tsSetRank({ start: 'equal' })(taskOf(3, { priorScores: [3, 9, 6], maxCalls: 0 })), malformed).order).toEqual([
      'c0',
      'c1',
      'c2',
    ]);
    expect(() => first([1, NaN])).toThrow(RankingError);
    expect(() => first([1], 2)).toThrow(RankingError);
  });

  it('asks nothing about nobody, about one, or without calls', () => {
    expect(drive(tsSetRank()(taskOf(0)), malformed)).toMatchObject({ order: [], calls: 0, endedBy: 'done' });
    expect(drive(tsSetRank()(taskOf(1)), malformed)).toMatchObject({ order: ['c0'], calls: 0, endedBy: 'done' });
    expect(drive(tsSetRank()(taskOf(3, { maxCalls: 0 })), malformed)).toMatchObject({ calls: 0, endedBy: 'calls' });
  });

  it.each([
    ['lists', { lists: 0 }],
    ['exploration', { exploration: 1.1 }],
    ['exploration', { exploration: NaN }],
    ['listsPerRound', { listsPerRound: 0 }],
  ])('refuses a wrong %s', (field, options) => {
    expect(() => tsSetRank(options)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field }) as RankingError);
  });
});
