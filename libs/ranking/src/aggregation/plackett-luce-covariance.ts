import { RankingError } from '../ranking-error.js';
import { likelihoodWork, negativeLogLikelihood, type RankingRows } from './plackett-luce-likelihood.js';

/**
 * Covariance matrix of the utilities in the Laplace approximation: the inverse of the Hessian of the negative log-posterior, by Cholesky.
 * @param variances prior variances of all parameters.
 * @returns row-major n × n, n = all parameters. O(n³ + Σ L²): for some hundreds of candidates.
 */
export function posteriorCovariance(rows: RankingRows, parameters: Float64Array, variances: Float64Array): Float64Array {
  const n = parameters.length;
  const hessian = new Float64Array(n * n);
  for (let i = 0; i < n; i++) hessian[i * n + i] = 1 / (variances[i] as number);
  addHessian(rows, parameters, hessian);
  return inverse(hessian, n);
}

/**
 * Adds Σ over stages of diag(p) − p pᵀ, mapped to the parameters by each entry's item and its place.
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

/** Inverse of a symmetric positive definite matrix, of which the lower half is read: L Lᵀ, then L⁻¹, then L⁻ᵀ L⁻¹. */
function inverse(matrix: Float64Array, n: number): Float64Array {
  const l = matrix.slice();
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = l[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number);
      if (i === j) {
        if (!(sum > 0))
          throw new RankingError({
            code: 'NOT_CONVERGED',
            field: 'Plackett–Luce covariance',
            value: sum,
            problem: 'the Hessian is not positive definite',
            remedy: 'Give a smaller prior variance.',
          });
        l[j * n + j] = Math.sqrt(sum);
      } else l[i * n + j] = sum / (l[j * n + j] as number);
    }
  }
  // L⁻¹ in place, by columns.
  for (let j = 0; j < n; j++) {
    l[j * n + j] = 1 / (l[j * n + j] as number);
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= (l[i * n + k] as number) * (l[k * n + j] as number);
      l[i * n + j] = sum / (l[i * n + i] as number);
    }
  }
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += (l[k * n + i] as number) * (l[k * n + j] as number);
      result[i * n + j] = result[j * n + i] = sum;
    }
  }
  return result;
}
