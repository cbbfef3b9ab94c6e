/** Where a ranked list splits best in two. */
export interface ChangePoint {
  /** Number of values before the split, 1 … n − 1. */
  readonly position: number;
  /** Share of the variance that the split explains, 0 … 1. */
  readonly explained: number;
}

/**
 * The single change point of a sequence: the split that leaves the smallest sum of squared distances to the two means.
 * Source: Otsu's criterion (1979) on an ordered sequence; binary segmentation's first step.
 * It says where the two parts differ most, not how likely an end is there: for that see `cutFromMembership`. O(n).
 * @param values evidence in rank order (higher = belongs more).
 * @returns undefined for fewer than 3 values, values without a fall, NaN or infinities, and numbers so large that their squares are.
 */
export function changePoint(values: readonly number[]): ChangePoint | undefined {
  const n = values.length;
  if (n < 3) return undefined;
  const total = values.reduce((sum, value) => sum + value, 0);
  const mean = total / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (variance === 0) return undefined;
  let before = 0;
  let best: ChangePoint | undefined;
  for (let i = 1; i < n; i++) {
    before += values[i - 1] as number;
    const between = (i * (n - i) * (before / i - (total - before) / (n - i)) ** 2) / n;
    if (before / i > (total - before) / (n - i) && between / variance > (best?.explained ?? 0))
      best = { position: i, explained: between / variance };
  }
  return best;
}
