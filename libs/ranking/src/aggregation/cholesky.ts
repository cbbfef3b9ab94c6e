/**
 * The inverse of a symmetric positive definite matrix A in factored form: U with A⁻¹ = U Uᵀ, upper triangular, by rows.
 * A = L Lᵀ by Cholesky's method, row by row; then U = (L⁻¹)ᵀ by forward substitution. All inner loops run along rows. O(n³ / 3).
 * Golub and Van Loan, Matrix Computations, 4th ed. 2013, §4.2.
 * @param matrix n × n by rows; the lower triangle is read, and overwritten with L.
 * @returns null when the matrix is not positive definite within rounding.
 */
export function inverseFactor(matrix: Float64Array, n: number): Float64Array | null {
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let sum = matrix[rowI + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[rowI + k]! * matrix[rowJ + k]!;
      if (i > j) matrix[rowI + j] = sum / matrix[rowJ + j]!;
      else if (sum > PIVOT_FLOOR * matrix[rowI + i]!) matrix[rowI + i] = Math.sqrt(sum);
      else return null;
    }
  }
  const factor = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const rowJ = j * n;
    factor[rowJ + j] = 1 / matrix[rowJ + j]!;
    for (let i = j + 1; i < n; i++) {
      const rowI = i * n;
      let sum = 0;
      for (let k = j; k < i; k++) sum -= matrix[rowI + k]! * factor[rowJ + k]!;
      factor[rowJ + i] = sum / matrix[rowI + i]!;
    }
  }
  return factor;
}

/** A pivot that lost all but this share of its diagonal entry to cancellation has no digits left. */
const PIVOT_FLOOR = 1e-14;

/** (eₐ − e_b)ᵀ U Uᵀ (eₐ − e_b), the variance of a difference when U Uᵀ is a covariance; without `b` that of the entry itself. O(n). */
export function varianceFrom(factor: Float64Array, n: number, a: number, b?: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const difference = factor[a * n + k]! - (b === undefined ? 0 : factor[b * n + k]!);
    sum += difference * difference;
  }
  return sum;
}
