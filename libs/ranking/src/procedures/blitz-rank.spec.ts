import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { RankingError } from '../ranking-error.js';
import { PreferenceGraph } from './blitz-rank-graph.js';
import { blitzRank } from './blitz-rank.js';
import type { RankingTask } from './procedure.js';
import { complete, drive, malformed, noneBelong, numberedTask } from '../testing/drive-procedure.js';
import { oracleJudge, randomJudge } from '../testing/list-judges.js';

interface GoldenFile {
  readonly tools: { readonly blitzrank: string };
  readonly cases: readonly {
    readonly size: number;
    readonly listLength: number;
    readonly depth: number;
    readonly noise: number;
    readonly lists: readonly { readonly shown: string; readonly ranked: string }[];
    readonly order: string;
  }[];
}

/** Written by tools/golden/adaptive-ranking-golden.py with the authors' package blitzrank 0.1.0. */
const golden = JSON.parse(readFileSync(new URL('./fixtures/blitz-rank-golden.json', import.meta.url), 'utf8')) as GoldenFile;

const taskOf = (n: number, more: Partial<RankingTask> = {}): RankingTask => ({
  ...numberedTask(n, { listLength: 5, depth: 3, maxCalls: 1000, seed: 1 }),
  ...more,
});

describe('blitzRank', () => {
  it.each(golden.cases.map((test, index) => ({ index, ...test })))(
    'asks the lists that the package of its authors asks, and finds the same best ($index: $depth of $size, noise $noise)',
    ({ size, listLength, depth, lists, order }) => {
      const numbered = (text: string) => text.split(' ').map((i) => `c${i}`);
      const run = drive(blitzRank()(taskOf(size, { listLength, depth })), (list, index) => {
        expect(list).toEqual(numbered(lists[index]?.shown ?? ''));
        return complete(numbered(lists[index]?.ranked ?? ''), list);
      });
      expect(run.calls).toBe(lists.length);
      expect(run.order.slice(0, depth)).toEqual(numbered(order));
      expect(run.endedBy).toBe('done');
    },
  );

  it('finds the three fastest of 25 horses in 7 races of 5, whatever the order at the start', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(taskOf(25).candidates as string[], { minLength: 25 }), (best) => {
        const run = drive(blitzRank()(taskOf(25)), oracleJudge(best));
        expect(run.calls).toBe(7);
        expect(run.order.slice(0, 3)).toEqual(best.slice(0, 3));
      }),
      { numRuns: 50 },
    );
  });

  it('finds exactly the first k of an oracle, and ends by itself', () => {
    const problem = fc
      .record({ n: fc.integer({ min: 0, max: 40 }), listLength: fc.integer({ min: 2, max: 9 }), depth: fc.integer({ min: 1, max: 45 }) })
      .chain(({ n, ...rest }) =>
        fc.record({ task: fc.constant(taskOf(n, rest)), best: fc.shuffledSubarray(taskOf(n).candidates as string[], { minLength: n }) }),
      );
    fc.assert(
      fc.property(problem, fc.integer({ min: 1, max: 4 }), ({ task, best }, listsPerRound) => {
        const run = drive(blitzRank({ listsPerRound })(task), oracleJudge(best));
        expect(run.order.slice(0, task.depth)).toEqual(best.slice(0, task.depth));
        expect(run).toMatchObject({ endedBy: 'done', notes: [] });
      }),
    );
  });

  it('returns every candidate once, within the calls and the list length, whatever the judge answers', () => {
    const settings = fc.record({
      n: fc.integer({ min: 0, max: 30 }),
      listLength: fc.integer({ min: 2, max: 8 }),
      depth: fc.integer({ min: 1, max: 12 }),
      maxCalls: fc.integer({ min: 0, max: 25 }),
      seed: fc.integer(),
      listsPerRound: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(settings, ({ n, listsPerRound, ...rest }) => {
        const task = taskOf(n, rest);
        const run = drive(blitzRank({ listsPerRound })(task), randomJudge(rest.seed));
        expect([...run.order].sort()).toEqual([...task.candidates].sort());
        expect(run.calls).toBeLessThanOrEqual(task.maxCalls);
        for (const round of run.rounds) {
          expect(round.length).toBeGreaterThan(0);
          expect(round.length).toBeLessThanOrEqual(listsPerRound);
          for (const list of round) {
            expect(list.length).toBeGreaterThan(1);
            expect(list.length).toBeLessThanOrEqual(task.listLength);
            expect(new Set(list).size).toBe(list.length);
          }
        }
        if (run.endedBy === 'calls') expect(run.calls).toBe(task.maxCalls);
        expect(drive(blitzRank({ listsPerRound })(task), randomJudge(rest.seed))).toEqual(run);
      }),
    );
  });

  it('never puts anybody above one who is known to be better, other than those who beat each other in a circle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 15 }), fc.integer({ min: 1, max: 12 }), fc.integer(), (n, maxCalls, seed) => {
        const graph = new PreferenceGraph(n);
        const prng = createPrng(seed);
        const run = drive(blitzRank()(taskOf(n, { listLength: 4, maxCalls })), (list) => {
          const ranked = prng.shuffled(list);
          graph.addOrder(ranked.map((id) => Number(id.slice(1))));
          return complete(ranked, list);
        });
        const order = run.order.map((id) => Number(id.slice(1)));
        const inverted = order.flatMap((b, place) => order.slice(place + 1).filter((a) => graph.isBetter(a, b) && !graph.isBetter(b, a)));
        expect(inverted).toEqual([]);
      }),
    );
  });

  it('puts whoever won above whoever lost to it when the calls run out, and keeps to stage 1 where nothing is known', () => {
    const task = taskOf(12, { listLength: 3, maxCalls: 3 });
    const answers = [
      ['c2', 'c0', 'c1'],
      ['c5', 'c4', 'c3'],
      ['c6', 'c7', 'c8'],
    ];
    const run = drive(blitzRank()(task), (list, index) => complete(answers[index] as string[], list));
    expect(run.endedBy).toBe('calls');
    expect(run.order).toEqual(['c2', 'c0', 'c1', 'c5', 'c4', 'c3', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11']);
  });

  it('lifts a candidate to the place of the best one that it beat', () => {
    const run = drive(blitzRank()(taskOf(6, { listLength: 3, maxCalls: 3 })), (list, index) => {
      if (index === 2) expect(list).toEqual(['c0', 'c3', 'c1']);
      return complete(index < 2 ? list : ['c3', 'c0', 'c1'], list);
    });
    expect(run.order).toEqual(['c3', 'c0', 'c1', 'c2', 'c4', 'c5']);
  });

  it('makes candidates equal that beat each other in a circle, and orders them by stage 1', () => {
    const run = drive(blitzRank()(taskOf(6, { listLength: 3 })), (list, index) => complete(index < 2 ? list : ['c1', 'c3', 'c0'], list));
    // c0 > c1 > c2, c3 > c4 > c5, and then c1 > c3 > c0: these three are above the rest, and none is above the others.
    expect(run).toMatchObject({ endedBy: 'done', calls: 3, order: ['c0', 'c1', 'c3', 'c2', 'c4', 'c5'] });
  });

  it('takes "none belong" for a tie, of which only one is asked about again', () => {
    const run = drive(blitzRank()(taskOf(6, { listLength: 3, depth: 6 })), (list, index) => {
      if (index === 0) return noneBelong(list);
      if (index === 1) expect(list).toEqual(['c0', 'c3', 'c4']);
      return oracleJudge(taskOf(6).candidates)(list);
    });
    expect(run).toMatchObject({ endedBy: 'done', order: ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'] });
    expect(run.notes).toHaveLength(1);
    expect(run.notes[0]).toContain('1 of');
  });

  it('lets those who were left out stand back behind others of whom as little is known', () => {
    const run = drive(blitzRank()(taskOf(6, { listLength: 3, depth: 1, maxCalls: 3 })), (list, index) => {
      if (index === 0) return { outcome: 'partial', rankedIds: ['c1'], shownIds: list };
      return malformed(list);
    });
    expect(run.rounds.slice(0, 2)).toEqual([[['c0', 'c1', 'c2']], [expect.arrayContaining(['c1', 'c3', 'c4'])]]);
  });

  it('ends early, and says so, when answer after answer tells nothing', () => {
    const run = drive(blitzRank({ patience: 4 })(taskOf(20)), malformed);
    expect(run).toMatchObject({ calls: 4, endedBy: 'done', order: taskOf(20).candidates });
    expect(run.notes).toEqual([
      'Ended early: 4 rounds in a row told nothing new.',
      expect.stringContaining('4 of 4 judgements were malformed'),
    ]);
  });

  it('asks nothing about nobody, about one, or without calls', () => {
    expect(drive(blitzRank()(taskOf(0)), malformed)).toMatchObject({ order: [], calls: 0, endedBy: 'done' });
    expect(drive(blitzRank()(taskOf(1)), malformed)).toMatchObject({ order: ['c0'], calls: 0, endedBy: 'done' });
    expect(drive(blitzRank()(taskOf(3, { maxCalls: 0 })), malformed)).toMatchObject({
      order: ['c0', 'c1', 'c2'],
      calls: 0,
      endedBy: 'calls',
    });
  });

  it('judges the first heats of one round together when it may, at no more calls', () => {
    const task = taskOf(100, { listLength: 10, depth: 10 });
    const best = createPrng(7).shuffled(task.candidates);
    const [one, many] = [drive(blitzRank()(task), oracleJudge(best)), drive(blitzRank({ listsPerRound: 10 })(task), oracleJudge(best))];
    expect(one.rounds).toHaveLength(one.calls);
    expect(many.rounds[0]).toHaveLength(10);
    expect(many.calls).toBe(one.calls);
    expect(many.rounds.length).toBeLessThan(one.rounds.length / 2);
  });

  it.each([
    ['listsPerRound', { listsPerRound: 0 }],
    ['patience', { patience: 1.5 }],
  ])('refuses a wrong %s', (field, options) => {
    expect(() => blitzRank(options)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field }) as RankingError);
  });

  it('refuses a task that is none', () => {
    expect(() => blitzRank()(taskOf(3, { candidates: ['a', 'a'] }))).toThrow(RankingError);
    expect(() => blitzRank()(taskOf(3, { listLength: 1 }))).toThrow(RankingError);
  });
});
