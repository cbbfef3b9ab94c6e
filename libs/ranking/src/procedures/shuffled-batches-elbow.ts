/**
 * Where a rising curve of mean places turns from the few that stand out to the many that do not: the index of the greatest downward
 * curvature, min f″, with Gaussian smoothing (σ = 3 % of the length, at least 1; the ends held) before and after each of two derivatives.
 * Source: the default elbow rule of siftrank (noperator/siftrank). Adding to all values or scaling them does not move it.
 * @param places rising. @returns undefined for fewer than four values and when all are equal. O(n · σ).
 */
export function elbowOf(places: readonly number[]): number | undefined {
  const n = places.length;
  const first = places[0];
  if (n < 4 || first === undefined || places.every((place) => Math.abs(place - first) <= EPSILON)) return undefined;
  const sigma = Math.max(1, 0.03 * n);
  const slope = smooth(gradient(smooth(places, sigma)), sigma);
  const curvature = smooth(gradient(slope), sigma);
  return curvature.reduce((best, value, index) => (value < (curvature[best] ?? Infinity) ? index : best), 0);
}

const EPSILON = 1e-9;

function smooth(values: readonly number[], sigma: number): number[] {
  const radius = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)));
  const weight = kernel.reduce((sum, value) => sum + value, 0);
  return values.map((_, index) => {
    const sum = kernel.reduce((total, value, offset) => total + value * at(values, index + offset - radius), 0);
    return sum / weight;
  });
}

/** Central differences, one-sided at the ends. */
function gradient(values: readonly number[]): number[] {
  const last = values.length - 1;
  return values.map((_, i) => (at(values, i + 1) - at(values, i - 1)) / (i === 0 || i === last ? 1 : 2));
}

function at(values: readonly number[], index: number): number {
  return values[Math.min(values.length - 1, Math.max(0, index))] as number;
}
