import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { RankingError } from '../ranking-error.js';
import { acuRank } from './acu-rank.js';
import type { RankingTask } from './procedure.js';
import { asShown, complete, drive, malformed, noneBelong, numberedTask } from '../testing/drive-procedure.js';
import { oracleJudge, randomJudge } from '../testing/list-judges.js';

interface GoldenFile {
  readonly tools: { readonly blitzrank: string };
  readonly cases: readonly {
    readonly size: number;
    readonly listLength: number;
    readonly depth: number;
    readonly noise: number;
    readonly tolerance: number;
    readonly fewUncertain: number;
    readonly lists: readonly { readonly shown: string; readonly ranked: string }[];
    readonly order: string;
  }[];
}

/** Written by tools/golden/adaptive-ranking-golden.py with AcuRank as in the package blitzrank 0.1.0. */
const golden = JSON.parse(readFileSync(new URL('./fixtures/acu-rank-golden.json', import.meta.url), 'utf8')) as GoldenFile;

const taskOf = (n: number, more: Partial<RankingTask> = {}): RankingTask => ({
  ...numberedTask(n, { listLength: 20, depth: 10, maxCalls: 1000, seed: 1 }),
  ...more,
});

describe('acuRank', () => {
  it.each(golden.cases.map((test, index) => ({ index, ...test })))(
    'asks the lists that the reference code asks, and comes to the same order ($index: $depth of $size, noise $noise)',
    ({ size, listLength, depth, tolerance, fewUncertain, lists, order }) => {
      const numbered = (text: string) => text.split(' ').map((i) => `c${i}`);
      const start = acuRank({ start: 'equal', tolerance, fewUncertain });
      const run = drive(start(taskOf(size, { listLength, depth })), (list, index) => {
        expect(list).toEqual(numbered(lists[index]?.shown ?? ''));
        return complete(numbered(lists[index]?.ranked ?? ''), list);
      });
      expect(run.calls).toBe(lists.length);
      expect(run.order).toEqual(numbered(order));
      expect(run.endedBy).toBe('done');
    },
  );

  it('judges everybody first, in one round and in stage-1 order, and then fewer and fewer', () => {
    const task = taskOf(100);
    const run = drive(acuRank()(task), oracleJudge(createPrng(3).shuffled(task.candidates)));
    expect(run.rounds[0]?.flat()).toEqual(task.candidates);
    expect(run.rounds[0]).toHaveLength(5);
    const sizes = run.rounds.map((round) => round.flat().length);
    expect(sizes.slice(1, -1)).toEqual([...sizes.slice(1, -1)].sort((a, b) => b - a));
    expect(sizes.at(-2)).toBeLessThan(30);
    // the paper reports 19 calls on average with real judges
    expect(run.calls).toBeLessThan(20);
  });

  it('finds nearly all of the first page of an oracle: 95 % on average, never less than 8 of 10', () => {
    const found = Array.from({ length: 8 }, (_, seed) => {
      const task = taskOf(60);
      const best = createPrng(seed).shuffled(task.candidates);
      const run = drive(acuRank()(task), oracleJudge(best));
      expect(run.endedBy).toBe('done');
      return run.order.slice(0, 10).filter((id) => best.indexOf(id) < 10).length;
    });
    expect(Math.min(...found)).toBeGreaterThanOrEqual(8);
    expect(found.reduce((a, b) => a + b, 0) / found.length).toBeGreaterThanOrEqual(9.5);
  });

  it('returns every candidate once, within the calls and the list length, whatever the judge answers', () => {
    const settings = fc.record({
      n: fc.integer({ min: 0, max: 25 }),
      listLength: fc.integer({ min: 2, max: 10 }),
      depth: fc.integer({ min: 1, max: 45 }),
      maxCalls: fc.integer({ min: 0, max: 15 }),
      seed: fc.integer(),
    });
    const options = fc.record({
      start: fc.constantFrom('scores' as const, 'equal' as const),
      grouping: fc.constantFrom('sequential' as const, 'random' as const),
      fewUncertain: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(settings, options, ({ n, ...rest }, given) => {
        const task = taskOf(n, rest);
        const run = drive(acuRank(given)(task), randomJudge(rest.seed));
        expect([...run.order].sort()).toEqual([...task.candidates].sort());
        expect(run.calls).toBeLessThanOrEqual(task.maxCalls);
        for (const round of run.rounds) {
          expect(round.length).toBeGreaterThan(0);
          expect(new Set(round.flat()).size).toBe(round.flat().length);
          for (const list of round) expect(list.length > 1 && list.length <= task.listLength).toBe(true);
        }
        if (run.endedBy === 'calls') expect(run.calls).toBe(task.maxCalls);
        expect(drive(acuRank(given)(task), randomJudge(rest.seed))).toEqual(run);
      }),
      { numRuns: 30 },
    );
  });

  it('starts from the stage-1 scores on any scale, in line with their distances, and from places without scores', () => {
    const first = (priorScores?: readonly number[]) =>
      drive(acuRank()(taskOf(5, { maxCalls: 0, ...(priorScores ? { priorScores } : {}) })), malformed).order;
    expect(first()).toEqual(taskOf(5).candidates);
    expect(first([5, 4, 3, 2, 1])).toEqual(taskOf(5).candidates);
    const judged = (priorScores: readonly number[]) => {
      const task = taskOf(20, { listLength: 5, depth: 5, priorScores });
      return drive(acuRank()(task), oracleJudge([...task.candidates].reverse()));
    };
    const scores = taskOf(20).candidates.map((_, place) => 1 / (1 + place));
    const plain = judged(scores);
    expect(judged(scores.map((score) => 7 * score - 3))).toEqual(plain);
    expect(judged(taskOf(20).candidates.map((_, place) => 20 - place)).calls).not.toBe(plain.calls);
    expect(judged(scores.map(() => 0.25)).endedBy).toBe('done');
    expect(judged([1.7e308, ...new Array<number>(19).fill(-1.7e308)]).endedBy).toBe('done');
  });

  it('takes the scores as they are when told so, and refuses those that it cannot start from', () => {
    const raw = acuRank({ start: 'raw-scores' });
    const judged = (start: 'scores' | 'raw-scores', factor: number) => {
      const priorScores = taskOf(21).candidates.map((_, place) => factor * (12.5 - place / 8));
      const task = taskOf(21, { listLength: 5, depth: 5, priorScores });
      return drive(acuRank({ start })(task), oracleJudge([...task.candidates].reverse()));
    };
    // From 12.5 down to 10 the scores are where they would be moved to.
    expect(judged('raw-scores', 1)).toEqual(judged('scores', 1));
    expect(judged('raw-scores', 8).calls).not.toBe(judged('raw-scores', 1).calls);
    expect(drive(raw(taskOf(3, { priorScores: [12, 11, 10], maxCalls: 0 })), malformed).order).toEqual(['c0', 'c1', 'c2']);
    for (const task of [
      taskOf(2),
      taskOf(2, { priorScores: [1] }),
      taskOf(2, { priorScores: [1, 0] }),
      taskOf(2, { priorScores: [NaN, 1] }),
    ])
      expect(() => raw(task)).toThrow(RankingError);
    expect(() => acuRank()(taskOf(2, { priorScores: [1] }))).toThrow(RankingError);
    expect(() => acuRank()(taskOf(2, { priorScores: [Infinity, 1] }))).toThrow(RankingError);
  });

  it('lets members of which none belongs sink below those that nobody asked about', () => {
    const task = taskOf(6, { listLength: 3, depth: 2, maxCalls: 1 });
    const run = drive(acuRank({ start: 'equal' })(task), noneBelong);
    expect(run).toMatchObject({ order: ['c3', 'c4', 'c5', 'c0', 'c1', 'c2'], endedBy: 'calls' });
    expect(run.notes).toEqual([expect.stringContaining('1 of 1 judgements were none-belong')]);
  });

  it('counts a partial judgement for those it ranked and no others', () => {
    const task = taskOf(4, { listLength: 4, depth: 1, maxCalls: 1 });
    const run = drive(acuRank({ start: 'equal' })(task), (list) => ({ outcome: 'partial', rankedIds: ['c3', 'c1'], shownIds: list }));
    expect(run.order).toEqual(['c3', 'c0', 'c2', 'c1']);
  });

  it('ends early, and says so, when round after round has nothing that can be used', () => {
    const run = drive(acuRank({ patience: 2 })(taskOf(40)), malformed);
    expect(run).toMatchObject({ calls: 4, endedBy: 'done', order: taskOf(40).candidates });
    expect(run.notes[0]).toBe('Ended early: 2 rounds in a row had no judgement that could be used.');
  });

  it('judges the head of the first round when there are not enough calls for all of it', () => {
    const run = drive(acuRank()(taskOf(100, { maxCalls: 2 })), asShown);
    expect(run.rounds.map((round) => round.flat())).toEqual([taskOf(40).candidates]);
    expect(run.endedBy).toBe('calls');
  });

  it('asks nothing about nobody or about one, nor about the one that is left over', () => {
    expect(drive(acuRank()(taskOf(0)), malformed)).toMatchObject({ order: [], calls: 0, endedBy: 'done' });
    expect(drive(acuRank()(taskOf(1)), malformed)).toMatchObject({ order: ['c0'], calls: 0, endedBy: 'done' });
    expect(drive(acuRank()(taskOf(21, { maxCalls: 1 })), asShown).rounds[0]).toHaveLength(1);
  });

  it.each([
    ['tolerance', { tolerance: 0.5 }],
    ['tolerance', { tolerance: Number.NaN }],
    ['fewUncertain', { fewUncertain: 0 }],
    ['patience', { patience: 0 }],
    ['beta', { trueSkill: { beta: 0 } }],
  ])('refuses a wrong %s', (field, options) => {
    expect(() => acuRank(options)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field }) as RankingError);
  });
});
