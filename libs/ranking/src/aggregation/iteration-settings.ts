import { RankingError } from '../ranking-error.js';

/** When an iterative aggregator ends. */
export interface IterationSettings {
  /** Largest change that still counts as standing still, > 0. */
  readonly tolerance: number;
  /** Passes over the data after which it gives up, ≥ 1. */
  readonly maxIterations: number;
}

/** @throws RankingError `INVALID_SETTING` unless low ≤ value ≤ high and the value is finite; with `open`, the ends are refused, too. */
export function requireBetween(field: string, value: number, low: number, high: number, open = false): void {
  if (Number.isFinite(value) && (open ? value > low && value < high : value >= low && value <= high)) return;
  const range =
    high === Infinity ? `${open ? 'greater than' : 'of at least'} ${low}` : `from ${low} to ${high}${open ? ', ends excluded' : ''}`;
  throw new RankingError({
    code: 'INVALID_SETTING',
    field,
    value,
    problem: `a finite number ${range} is needed`,
    remedy: `Give a finite number ${range}.`,
  });
}

/** The error of an aggregator that did not come to rest; `value` holds the iteration and what still moved. */
export function notConverged(aggregator: string, iteration: number, residual: number, remedy: string): RankingError {
  return new RankingError({
    code: 'NOT_CONVERGED',
    field: aggregator,
    value: { iteration, residual },
    problem: 'the values still moved when the passes were used up',
    remedy,
  });
}

/** The error for judgements whose best fit lies at infinity: some group of candidates has never lost to the rest, or never won. */
export function noFiniteAnswer(aggregator: string, remedy: string): RankingError {
  return new RankingError({
    code: 'NOT_CONVERGED',
    field: aggregator,
    value: { iteration: 0, residual: null },
    problem: 'some candidates never lost to the others they are linked with, or never won, so that their distance has no finite value',
    remedy,
  });
}
