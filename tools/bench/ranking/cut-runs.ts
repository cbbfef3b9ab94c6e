import type { ClassQuery } from '@etcetera/knowledge';
import { membershipEvidence } from '../../../libs/ranking/src/stopping/membership-evidence.js';
import type { KnownRun } from '../../../libs/ranking/src/stopping/membership-fit.js';
import type { ProductRun } from './cut-product-runs.js';
import { likeness, nearest, sampleQueries, seedLikeness, type Sample } from './cut-sample.js';

/** A run with its answer. */
export interface SampleRun extends KnownRun {
  readonly className: string;
  /** Members of the class, in the list or not, seeds left out. */
  readonly goldCount: number;
}

/** Runs of the embedding channel alone: the entities nearest to the centroid of the seeds. */
export function embeddingRuns(
  sample: Sample,
  options: { readonly seeds: number; readonly queries: number; readonly ranks: number },
): readonly SampleRun[] {
  return sampleQueries(sample, options.seeds, options.queries).map((query) => {
    const candidates = nearest(sample, likeness(sample, query.seedIds), new Set(query.seedIds), options.ranks);
    return known(sample, query, { proposals: [{ channel: 'embedding', weight: 1, candidates }], ranking: candidates });
  });
}

/** Runs of the whole method, with what stage 2 said as Borda mean − ½. */
export function wholeRuns(sample: Sample, queries: readonly ClassQuery[], runs: readonly ProductRun[]): readonly SampleRun[] {
  return queries.map((query, i) => {
    const run = runs[i] as ProductRun;
    const local = new Map<string, number[]>();
    for (const { rankedIds } of run.judgements)
      rankedIds.forEach((id, place) => local.set(id, [...(local.get(id) ?? []), 0.5 - place / (rankedIds.length - 1)]));
    const judged = new Map([...local].map(([id, scores]) => [id, scores.reduce((a, b) => a + b, 0) / scores.length]));
    return known(sample, query, { ...run, judged });
  });
}

function known(sample: Sample, query: ClassQuery, facts: Omit<Parameters<typeof membershipEvidence>[0], 'seedScores'>): SampleRun {
  const evidence = membershipEvidence({ ...facts, seedScores: seedLikeness(sample, query.seedIds) });
  if (!evidence) throw new Error(`Nothing was proposed for a query of ${query.className}.`);
  const gold = new Set(query.goldIds);
  return {
    className: query.className,
    evidence,
    members: facts.ranking.map(({ entityId }) => gold.has(entityId)),
    goldCount: gold.size,
  };
}
