import type { Aggregation } from './aggregator.js';
import type { JudgementIndex } from './judgement-index.js';

/** What an aggregator found out, by place of the candidate. */
export interface AggregationParts {
  readonly value: (place: number) => number | null;
  readonly standardError?: (place: number) => number | null;
  readonly iterations?: number;
  readonly notes?: readonly string[];
  readonly confidence?: (a: string, b: string) => number;
}

/** The common form of what an aggregator returns. */
export function aggregationOf(index: JudgementIndex, parts: AggregationParts): Aggregation {
  return {
    scores: index.candidates.map((entityId, place) => ({
      entityId,
      value: parts.value(place),
      standardError: parts.standardError?.(place) ?? null,
      exposures: index.exposures[place]!,
    })),
    components: index.components,
    iterations: parts.iterations ?? 0,
    notes: parts.notes ?? [],
    ...(parts.confidence ? { confidence: parts.confidence } : {}),
  };
}

/**
 * The nearest multiple of 1 / `steps`. Sums depend in their last bits on the order of the additions, and iterative aggregators end a little
 * off their aim: without a grid, candidates that are exactly as good as each other would not tie.
 */
export function onGrid(value: number, steps: number): number {
  return Math.round(value * steps) / steps + 0;
}
