import { inverseFactor } from './cholesky.js';
import { notConverged } from './iteration-settings.js';
import { likelihoodWork, negativeLogLikelihood, type RankingRows } from './plackett-luce-likelihood.js';

/**
 * Covariance of the parameters in the Laplace approximation, the inverse of the Hessian of the negative log-posterior, in the factored form that
 * `varianceFrom` reads.
 * @param variances prior variances of all parameters.
 * O(n³ / 3 + Σ L²), n = all parameters: for some hundreds of candidates.
 * @throws RankingError `NOT_CONVERGED` when rounding leaves nothing of the prior.
 */
export function posteriorFactor(rows: RankingRows, parameters: Float64Array, variances: Float64Array): Float64Array {
  const n = parameters.length;
  const hessian = new Float64Array(n * n);
  for (let i = 0; i < n; i++) hessian[i * n + i] = 1 / (variances[i] as number);
  addHessian(rows, parameters, hessian);
  const factor = inverseFactor(hessian, n);
  if (factor) return factor;
  throw notConverged('Plackett–Luce covariance', 0, 0, 'Give a smaller prior variance.');
}

/**
 * Adds, in the lower triangle, Σ over stages of diag(p) − p pᵀ, mapped to the parameters by each entry's item and its place.
 * Entries a before b share the stages up to a: their part is −w_a w_b Σ 1/S² over these.
 */
function addHessian(rows: RankingRows, parameters: Float64Array, hessian: Float64Array): void {
  const n = parameters.length;
  const work = likelihoodWork(rows);
  negativeLogLikelihood(work, parameters, new Float64Array(n));
  const { offsets, stages, items, places } = rows;
  const { weight, inverse: inverseSums, left } = work;
  const add = (i: number, j: number, value: number) => (hessian[i * n + j] = (hessian[i * n + j] as number) + value);
  for (let row = 0; row < stages.length; row++) {
    const [start, end] = [offsets[row] as number, offsets[row + 1] as number];
    const chosen = start + (stages[row] as number);
    let squares = 0;
    for (let a = start; a < end; a++) {
      if (a < chosen) squares += 1 / (left[a] as number) ** 2;
      const [i, w, x] = [items[a] as number, weight[a] as number, places[a] as number];
      const own = w * (inverseSums[a] as number) - w * w * squares;
      add(i, i, own);
      // With the place: this entry's part of Hessian · places.
      let withPlace = own * x;
      for (let b = a + 1; b < end; b++) {
        const value = -w * (weight[b] as number) * squares;
        const j = items[b] as number;
        add(Math.max(i, j), Math.min(i, j), value);
        add(n - 1, j, value * x);
        withPlace += value * (places[b] as number);
        add(n - 1, n - 1, value * x * (places[b] as number));
      }
      add(n - 1, i, withPlace);
      add(n - 1, n - 1, withPlace * x);
    }
  }
}
