import type { GlobalScore } from './aggregator.js';

/**
 * Values of an aggregator on the scale from 0 (the lowest) to 1 (the highest), standard errors shrunk alike, so that they can be mixed with
 * places. All equal: ½ each. Candidates without a value keep none. O(n).
 */
export function onUnitScale(scores: readonly GlobalScore[]): readonly GlobalScore[] {
  const values = scores.flatMap(({ value }) => (value === null ? [] : [value]));
  const lowest = values.reduce((least, value) => Math.min(least, value), Infinity);
  const span = values.reduce((most, value) => Math.max(most, value), -Infinity) - lowest;
  return scores.map((score) => ({
    ...score,
    value: score.value === null ? null : span > 0 ? (score.value - lowest) / span : 0.5,
    standardError: score.standardError === null || !(span > 0) ? null : score.standardError / span,
  }));
}
