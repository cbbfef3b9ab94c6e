import { NO_FAULTS, runProcedure, simulatedJudge, simulatedWorld, type JudgeFaults } from '@etcetera/ranking';
import { METHODS } from './methods.js';

/** One size and one noise level: what a process measures by itself. */
export interface Cell {
  readonly candidates: number;
  readonly noise: NoiseLevel;
  readonly budgets: readonly number[];
  readonly worlds: number;
}

export interface SimulatedRow {
  readonly method: string;
  readonly kind: 'ours' | 'fixed' | 'adaptive';
  readonly candidates: number;
  readonly noise: NoiseLevel;
  /** Calls allowed. */
  readonly budget: number;
  /** Mean calls taken. */
  readonly calls: number;
  /** Mean tokens by {@link TOKENS}. */
  readonly tokens: number;
  /** Deepest call graph of any world. */
  readonly depth: number;
  readonly 'ndcg@10': number;
  readonly standardError: number;
  /** Mean difference to ours in the same worlds, and its standard error; ours minus this method. */
  readonly lead: number;
  readonly leadError: number;
}

export type NoiseLevel = 'none' | 'low' | 'medium' | 'high';

/** Standard deviations of the judge's noise for a list of 20, where utilities have 1; half of it by place, and 2 % of answers or members lost. */
const NOISE: Readonly<Record<NoiseLevel, number>> = { none: 0, low: 0.25, medium: 0.5, high: 1 };
/** Correlation of stage-1 scores with the truth. */
export const PRIOR_CORRELATION = 0.6;
export const LIST_LENGTH = 20;
/** Assumed: a prompt of 60 tokens, 6 for each member shown, 3 for each member answered. */
const TOKENS = { call: 60, member: 9 };

export function faultsOf(noise: NoiseLevel): JudgeFaults {
  const deviation = NOISE[noise];
  return noise === 'none'
    ? NO_FAULTS
    : { noise: deviation, positionBias: deviation / 2, omission: 0.02, malformed: 0.02, lengthEffect: 0.5 };
}

/** Every method on the same worlds, judges and calls. */
export async function measureCell({ candidates, noise, budgets, worlds }: Cell): Promise<readonly SimulatedRow[]> {
  const rows: SimulatedRow[] = [];
  for (const budget of budgets) {
    const runs = await Promise.all(
      METHODS.map(async (method) => ({ method, results: await runWorlds(method, candidates, noise, budget, worlds) })),
    );
    const ours = runs.find(({ method }) => method.kind === 'ours')?.results ?? [];
    for (const { method, results } of runs) {
      const quality = summary(results.map((result) => result.quality));
      const lead = summary(results.map((result, world) => (ours[world]?.quality ?? 0) - result.quality));
      rows.push({
        method: method.name,
        kind: method.kind,
        candidates,
        noise,
        budget,
        calls: summary(results.map((result) => result.calls)).mean,
        tokens: Math.round(summary(results.map((result) => result.tokens)).mean),
        depth: Math.max(...results.map((result) => result.rounds)),
        'ndcg@10': quality.mean,
        standardError: quality.error,
        lead: lead.mean,
        leadError: lead.error,
      });
    }
  }
  return rows;
}

async function runWorlds(method: (typeof METHODS)[number], candidates: number, noise: NoiseLevel, budget: number, worlds: number) {
  const results: { quality: number; calls: number; rounds: number; tokens: number }[] = [];
  for (let seed = 0; seed < worlds; seed++) {
    const world = simulatedWorld({ candidates, priorCorrelation: PRIOR_CORRELATION, seed: 700_001 + seed * 6151 });
    const judge = simulatedJudge(world.utility, faultsOf(noise), 900_017 + seed * 130_363);
    const run = await runProcedure(
      method.start({
        candidates: world.candidates,
        priorScores: world.priorScores,
        listLength: LIST_LENGTH,
        depth: 10,
        maxCalls: budget,
        seed,
      }),
      (members) => Promise.resolve(judge(members)),
    );
    const tokens = run.calls * TOKENS.call + run.shown * TOKENS.member;
    results.push({ quality: gradedNdcg(run.order, world.grade, 10), calls: run.calls, rounds: run.rounds, tokens });
  }
  return results;
}

/** nDCG@k with gains 2^grade − 1 (Burges et al. 2005). */
export function gradedNdcg(order: readonly string[], grade: ReadonlyMap<string, number>, k: number): number {
  const gain = (value: number, place: number) => (2 ** value - 1) / Math.log2(place + 2);
  const ideal = [...grade.values()].sort((a, b) => b - a).slice(0, k);
  const sum = (grades: readonly number[]) => grades.reduce((total, value, place) => total + gain(value, place), 0);
  const best = sum(ideal);
  return best === 0 ? 0 : sum(order.slice(0, k).map((id) => grade.get(id) ?? 0)) / best;
}

function summary(values: readonly number[]): { mean: number; error: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, n - 1);
  return { mean, error: Math.sqrt(variance / n) };
}
