import fc from 'fast-check';
import type { Judgement } from '../judging/judgement.js';
import { createPrng } from '../random/prng.js';
import { NO_FAULTS, simulatedJudge } from '../simulation/simulated-judge.js';
import { simulatedWorld } from '../simulation/simulated-world.js';
import { focusedRounds, planFocusedRounds } from './focused-rounds.js';
import { runProcedure } from './run-procedure.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${String(i).padStart(3, '0')}`);
const task = (n: number, over: object = {}) => ({ candidates: ids(n), listLength: 10, depth: 10, maxCalls: 12, seed: 1, ...over });
const inOrder = (shownIds: readonly string[]): Promise<Judgement> =>
  Promise.resolve({ shownIds, rankedIds: [...shownIds].sort(), outcome: 'complete' });

describe('focusedRounds', () => {
  it('runs what it plans: the same rounds, lists and lengths, for all n from 0 to 300', () => {
    const malformed = (list: readonly string[]) => ({ shownIds: list, rankedIds: [], outcome: 'malformed' as const });
    for (let n = 0; n <= 300; n++) {
      for (const maxCalls of n % 10 === 0 ? [0, 1, 2, 7] : [4]) {
        const asked: number[][] = [];
        const procedure = focusedRounds()(task(n, { maxCalls }));
        for (let next = procedure.next(); !next.done;) {
          asked.push(next.value.map((list) => list.length));
          next = procedure.next(next.value.map(malformed));
        }
        const planned = planFocusedRounds(n, 10, maxCalls).map(({ calls, listLength }) => new Array<number>(calls).fill(listLength));
        expect(asked).toEqual(planned);
        expect(asked.flat()).toHaveLength(n < 2 ? 0 : maxCalls);
        expect(asked.length).toBeLessThanOrEqual(3);
      }
    }
  });

  it('returns every candidate once, whatever the judge answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 9 }), fc.integer(), async (n, maxCalls, seed) => {
        const prng = createPrng(seed);
        const judge = (shownIds: readonly string[]): Promise<Judgement> => {
          const outcome = (['complete', 'partial', 'none-belong', 'malformed'] as const)[prng.below(4)] as Judgement['outcome'];
          const ranked = prng.shuffled(shownIds);
          const kept = outcome === 'complete' ? ranked : outcome === 'partial' ? ranked.slice(0, 1 + prng.below(ranked.length - 1)) : [];
          return Promise.resolve({ shownIds, rankedIds: kept, outcome });
        };
        const run = await runProcedure(focusedRounds()(task(n, { maxCalls, seed })), judge);
        expect([...run.order].sort()).toEqual(ids(n));
        expect(run.calls).toBeLessThanOrEqual(maxCalls);
      }),
      { numRuns: 25 },
    );
  });

  it('finds the true first page of a judge that makes no mistake with fewer calls than one list a candidate', async () => {
    for (const seed of [1, 2, 3]) {
      const world = simulatedWorld({ candidates: 100, priorCorrelation: 0.6, seed });
      const judge = simulatedJudge(world.utility, NO_FAULTS, seed);
      const run = await runProcedure(
        focusedRounds()({ ...task(0), candidates: world.candidates, priorScores: world.priorScores, listLength: 20, maxCalls: 14 }),
        (list) => Promise.resolve(judge(list)),
      );
      const truth = [...world.utility].sort((a, b) => b[1] - a[1]).map(([id]) => id);
      expect([...run.order.slice(0, 10)].sort()).toEqual(truth.slice(0, 10).sort());
    }
  });

  it('judges the likelier ones more often, and in later rounds only those that may still enter the page', async () => {
    const rounds: string[][] = [];
    const procedure = focusedRounds()(task(120, { listLength: 12, maxCalls: 30 }));
    for (let next = procedure.next(); !next.done;) {
      rounds.push(next.value.flat());
      next = procedure.next(next.value.map((list) => ({ shownIds: list, rankedIds: [...list].sort(), outcome: 'complete' as const })));
    }
    const members = rounds.map((shown) => new Set(shown).size);
    expect(members[2]).toBeLessThan(members[0] as number);
    expect(new Set(rounds[2]).has('c000')).toBe(true);
    expect(new Set(rounds[2]).has('c119')).toBe(false);
  });

  it('ends early when the page is settled, and says what it saved', async () => {
    const eager = await runProcedure(focusedRounds({ stopAtErrors: 0.2 })(task(60, { maxCalls: 60 })), inOrder);
    expect(eager.endedBy).toBe('done');
    expect(eager.calls).toBeLessThan(60);
    expect(eager.notes.join()).toContain(`${60 - eager.calls} of 60 calls were not needed`);
    const thorough = await runProcedure(focusedRounds()(task(60, { maxCalls: 60 })), inOrder);
    expect(thorough).toMatchObject({ endedBy: 'calls', calls: 60 });
  });

  it('gives the same lists for the same seed, whatever the concurrency', async () => {
    const run = async (seed: number, concurrency: number) => {
      const asked: string[] = [];
      await runProcedure(
        focusedRounds()(task(50, { seed })),
        (list) => {
          asked.push(list.join());
          return inOrder(list);
        },
        { concurrency },
      );
      return asked.join(' ');
    };
    expect(await run(1, 1)).toBe(await run(1, 7));
    expect(await run(1, 1)).not.toBe(await run(2, 1));
  });

  it('keeps stage 1 without calls, and refuses settings that mean nothing', async () => {
    expect((await runProcedure(focusedRounds()(task(5, { maxCalls: 0 })), inOrder)).order).toEqual(ids(5));
    expect(() => focusedRounds({ shares: [0.5, -1] })).toThrow(/shares/);
    expect(() => focusedRounds({ priorCorrelation: 1 })).toThrow(/priorCorrelation/);
    expect(() => focusedRounds({ stopAtErrors: 2 })).toThrow(/stopAtErrors/);
    expect(() => focusedRounds()(task(3, { candidates: ['a', 'a'] })).next()).toThrow(/"a"/);
  });
});
