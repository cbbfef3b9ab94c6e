import fc from 'fast-check';
import { inverseFactor, varianceFrom } from './cholesky.js';

const N = 5;

/** B Bᵀ + I/10, which is positive definite. */
function positive(entries: readonly number[]): Float64Array {
  const matrix = new Float64Array(N * N);
  for (let i = 0; i < N; i++)
    for (let j = 0; j < N; j++) {
      matrix[i * N + j] = i === j ? 0.1 : 0;
      for (let k = 0; k < N; k++) matrix[i * N + j]! += entries[i * N + k]! * entries[j * N + k]!;
    }
  return matrix;
}

describe('inverseFactor', () => {
  it('gives U with A · U Uᵀ = 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: N * N, maxLength: N * N }), (entries) => {
        const matrix = positive(entries);
        const factor = inverseFactor(matrix.slice(), N) as Float64Array;
        const inverse = (i: number, j: number) => {
          let sum = 0;
          for (let k = 0; k < N; k++) sum += factor[i * N + k]! * factor[j * N + k]!;
          return sum;
        };
        for (let i = 0; i < N; i++)
          for (let j = 0; j < N; j++) {
            let entry = 0;
            for (let k = 0; k < N; k++) entry += matrix[i * N + k]! * inverse(k, j);
            expect(entry).toBeCloseTo(i === j ? 1 : 0, 6);
          }
        expect(varianceFrom(factor, N, 1, 3)).toBeCloseTo(inverse(1, 1) + inverse(3, 3) - 2 * inverse(1, 3), 8);
        expect(varianceFrom(factor, N, 2)).toBeCloseTo(inverse(2, 2), 10);
      }),
    );
  });

  it('says null for a matrix that is singular or not positive', () => {
    expect(inverseFactor(Float64Array.of(1, 0, 1, 1), 2)).toBeNull();
    expect(inverseFactor(Float64Array.of(1, 0, 2, 1), 2)).toBeNull();
  });
});
