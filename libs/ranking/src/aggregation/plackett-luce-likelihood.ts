/**
 * Rankings as numbers, in rows one after the other.
 * Row r holds the entries `offsets[r]` … `offsets[r + 1] − 1`, best first; the first `stages[r]` of them were chosen one after the other
 * from what was left; the rest is known only to come after them.
 */
export interface RankingRows {
  readonly offsets: Int32Array;
  readonly stages: Int32Array;
  /** Parameter of each entry. */
  readonly items: Int32Array;
  /** Where the entry stood when it was shown: from +½ (first) to −½ (last). */
  readonly places: Float64Array;
}

/** Parameters: the utility of each item, then (last) the utility of standing first instead of last. */
export interface LikelihoodWork {
  readonly rows: RankingRows;
  /** exp(utility − row maximum) of each entry. */
  readonly weight: Float64Array;
  /** Sum over the stages up to an entry of 1 / S, S = the weight of what was left. */
  readonly inverse: Float64Array;
  /** S of each stage. */
  readonly left: Float64Array;
  /** Space for the weighted sums of a vector over what was left. */
  readonly moved: Float64Array;
}

export function likelihoodWork(rows: RankingRows): LikelihoodWork {
  const n = rows.items.length;
  return { rows, weight: new Float64Array(n), inverse: new Float64Array(n), left: new Float64Array(n), moved: new Float64Array(n) };
}

/**
 * Negative log-likelihood of Plackett–Luce, Σ over stages of log S − utility of the chosen, and its gradient, added to `gradient`.
 * Infinity, with the gradient unfinished, where utilities in one list are more than 345 apart.
 * Fills the work arrays for {@link addCurvature} and {@link addDiagonal}. O(entries).
 */
export function negativeLogLikelihood(work: LikelihoodWork, parameters: Float64Array, gradient: Float64Array): number {
  const { rows, weight, inverse, left } = work;
  const { offsets, stages, items, places } = rows;
  const bias = parameters.length - 1;
  const slope = parameters[bias] as number;
  let loss = 0;
  let biasGradient = 0;
  for (let row = 0; row < stages.length; row++) {
    const start = offsets[row] as number;
    const end = offsets[row + 1] as number;
    const chosen = start + (stages[row] as number);
    let highest = -Infinity;
    for (let e = start; e < end; e++) {
      const utility = (parameters[items[e] as number] as number) + slope * (places[e] as number);
      weight[e] = utility;
      if (utility > highest) highest = utility;
      if (e < chosen) loss -= utility;
    }
    let sum = 0;
    // Logarithms of a few stages together: the logarithm of their product.
    let product = 1;
    for (let e = end - 1; e >= start; e--) {
      weight[e] = Math.exp((weight[e] as number) - highest);
      sum += weight[e] as number;
      if (e >= chosen) continue;
      left[e] = sum;
      // Utilities too far apart for doubles: no point that a search should go to.
      if (sum < 1e-150) return Infinity;
      product *= sum;
      if (product < 1e-100 || product > 1e100) {
        loss += Math.log(product);
        product = 1;
      }
    }
    loss += (chosen - start) * highest + Math.log(product);
    let total = 0;
    for (let e = start; e < end; e++) {
      if (e < chosen) total += 1 / (left[e] as number);
      inverse[e] = total;
      const slopeOfEntry = (weight[e] as number) * total - (e < chosen ? 1 : 0);
      gradient[items[e] as number] = (gradient[items[e] as number] as number) + slopeOfEntry;
      biasGradient += slopeOfEntry * (places[e] as number);
    }
  }
  gradient[bias] = (gradient[bias] as number) + biasGradient;
  return loss;
}

/** Adds the Hessian of the negative log-likelihood times a vector to `out`. O(entries). */
export function addCurvature(work: LikelihoodWork, vector: Float64Array, out: Float64Array): void {
  const { rows, weight, inverse, left, moved } = work;
  const { offsets, stages, items, places } = rows;
  const bias = vector.length - 1;
  const slope = vector[bias] as number;
  let biasOut = 0;
  for (let row = 0; row < stages.length; row++) {
    const start = offsets[row] as number;
    const end = offsets[row + 1] as number;
    const chosen = start + (stages[row] as number);
    // From the end, so that the small weights of the last ones are not lost in the sum.
    let rest = 0;
    for (let e = end - 1; e >= start; e--) {
      rest += (weight[e] as number) * ((vector[items[e] as number] as number) + slope * (places[e] as number));
      moved[e] = rest;
    }
    let shift = 0;
    for (let e = start; e < end; e++) {
      const change = (vector[items[e] as number] as number) + slope * (places[e] as number);
      if (e < chosen) shift += (moved[e] as number) / (left[e] as number) ** 2;
      const value = (weight[e] as number) * ((inverse[e] as number) * change - shift);
      out[items[e] as number] = (out[items[e] as number] as number) + value;
      biasOut += value * (places[e] as number);
    }
  }
  out[bias] = (out[bias] as number) + biasOut;
}

/** Adds the diagonal of that Hessian: Σ over stages of p(1 − p); for the place a sum of variances, taken as if entries were independent. */
export function addDiagonal(work: LikelihoodWork, out: Float64Array): void {
  const { rows, weight, inverse, left } = work;
  const { offsets, stages, items, places } = rows;
  const bias = out.length - 1;
  for (let row = 0; row < stages.length; row++) {
    const start = offsets[row] as number;
    const end = offsets[row + 1] as number;
    const chosen = start + (stages[row] as number);
    let squares = 0;
    for (let e = start; e < end; e++) {
      if (e < chosen) squares += 1 / (left[e] as number) ** 2;
      const w = weight[e] as number;
      const value = w * (inverse[e] as number) - w * w * squares;
      out[items[e] as number] = (out[items[e] as number] as number) + value;
      out[bias] = (out[bias] as number) + value * (places[e] as number) ** 2;
    }
  }
}
