import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { EvaluationError } from '../evaluation-error.js';
import { finiteNumber, openUnitNumber, wholeNumber } from '../numeric-checks.js';

/** What {@link bootstrapInterval} works on. */
export interface BootstrapIntervalInput {
  /** One value a query: a metric, or the difference of two methods. At least two. */
  readonly values: readonly number[];
  /** Seed of the xoroshiro128+ generator; store it with the result. */
  readonly seed: number;
  /** Share of the resampled means that the interval covers, 0.95 by default. */
  readonly confidence?: number;
  /** Resamples to draw, 10,000 by default. */
  readonly resamples?: number;
}

/** The interval, with all it takes to repeat it. */
export interface BootstrapIntervalResult {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  readonly confidence: number;
  readonly resamples: number;
  readonly seed: number;
}

/**
 * Percentile bootstrap interval of the mean (Efron & Tibshirani 1993, ch. 13): queries are drawn with replacement, and the interval spans the middle
 * `confidence` of the resampled means, with linear interpolation between neighbours. Takes time in proportion to values × resamples.
 *
 * @throws {EvaluationError} `TOO_FEW_VALUES` for fewer than two values, `INVALID_NUMBER` for anything out of range.
 */
export function bootstrapInterval({
  values,
  seed,
  confidence = 0.95,
  resamples = 10_000,
}: BootstrapIntervalInput): BootstrapIntervalResult {
  wholeNumber('seed', seed, Number.MIN_SAFE_INTEGER);
  wholeNumber('resamples', resamples, 1);
  openUnitNumber('confidence', confidence);
  if (values.length < 2) {
    throw new EvaluationError({
      code: 'TOO_FEW_VALUES',
      field: 'values',
      value: values,
      problem: 'one value says nothing about how much the mean varies',
      remedy: 'Pass the scores of at least two queries.',
    });
  }
  values.forEach((value, index) => finiteNumber(`values[${index}]`, value));
  const random = xoroshiro128plus(seed);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw += 1) sum += values[uniformInt(random, 0, values.length - 1)] ?? Number.NaN;
    return sum / values.length;
  }).sort();
  const tail = (1 - confidence) / 2;
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    lower: quantile(means, tail),
    upper: quantile(means, 1 - tail),
    confidence,
    resamples,
    seed,
  };
}

/** Hyndman & Fan's definition 7, the default of NumPy and R. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
