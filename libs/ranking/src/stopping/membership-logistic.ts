import { inverseFactor } from '../aggregation/cholesky.js';
import { RankingError, requireFinite } from '../ranking-error.js';
import { logistic } from './membership-run-effect.js';

/** logit P(outcome) = intercept + Σ weightⱼ · rowⱼ. */
export interface LogisticFit {
  readonly intercept: number;
  readonly weights: readonly number[];
  /** Newton steps taken. */
  readonly iterations: number;
}

/** The fit has converged when no entry of the gradient, for each row, is larger. */
const TOLERANCE = 1e-10;
const MOST_ITERATIONS = 100;

/**
 * Logistic regression with a ridge: minimises −Σ log P(outcome) + ridge/2 · Σ weight² by Newton's method with halved steps (iteratively
 * re-weighted least squares; Hosmer, Lemeshow, Applied Logistic Regression, 2000, §1.2; le Cessie and van Houwelingen 1992 for the ridge).
 * The intercept is not shrunk. Columns should be of like scale, because the ridge treats them alike. O(rows · columns² · iterations).
 * @param ridge > 0; keeps weights finite when a column separates the outcomes. 1 by default.
 * @throws RankingError `TOO_FEW_CANDIDATES` without rows of both outcomes, `INVALID_SETTING` for rows of different lengths or a ridge ≤ 0,
 * `INVALID_NUMBER` for entries that are not finite, `NOT_CONVERGED` with the gradient that is left after 100 steps.
 */
export function fitLogistic(rows: readonly ArrayLike<number>[], outcomes: readonly boolean[], ridge = 1): LogisticFit {
  const columns = requireRows(rows, outcomes, ridge);
  const size = columns + 1;
  // The intercept comes last.
  let parameters = new Float64Array(size);
  let loss = lossOf(rows, outcomes, ridge, parameters);
  for (let iteration = 0; iteration <= MOST_ITERATIONS; iteration++) {
    const { gradient, hessian } = derivatives(rows, outcomes, ridge, parameters);
    const residual = gradient.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / rows.length;
    const converged = (): LogisticFit => ({
      intercept: parameters[columns] as number,
      weights: [...parameters.subarray(0, columns)],
      iterations: iteration,
    });
    if (residual <= TOLERANCE) return converged();
    const direction = solve(hessian, gradient);
    let next = loss;
    let moved = parameters;
    for (let share = 1; share > 1e-6; share /= 2) {
      moved = parameters.map((value, j) => value - share * (direction[j] as number));
      next = lossOf(rows, outcomes, ridge, moved);
      if (next < loss) break;
    }
    // A full step that no longer lowers the loss: what is left of the gradient is rounding.
    if (!(next < loss) && residual <= Math.sqrt(TOLERANCE)) return converged();
    if (!(next < loss) || iteration === MOST_ITERATIONS) throw notConverged(iteration, residual);
    [parameters, loss] = [moved, next];
  }
  throw notConverged(MOST_ITERATIONS, Infinity);
}

function linear(row: ArrayLike<number>, parameters: Float64Array): number {
  let sum = parameters[row.length] as number;
  for (let j = 0; j < row.length; j++) sum += (row[j] as number) * (parameters[j] as number);
  return sum;
}

function lossOf(rows: readonly ArrayLike<number>[], outcomes: readonly boolean[], ridge: number, parameters: Float64Array): number {
  let loss = 0;
  rows.forEach((row, i) => {
    const margin = outcomes[i] ? linear(row, parameters) : -linear(row, parameters);
    // log(1 + e^−margin), without overflow
    loss += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
  });
  for (let j = 0; j < parameters.length - 1; j++) loss += (ridge / 2) * (parameters[j] as number) ** 2;
  return loss;
}

function derivatives(rows: readonly ArrayLike<number>[], outcomes: readonly boolean[], ridge: number, parameters: Float64Array) {
  const size = parameters.length;
  const gradient = parameters.map((value, j) => (j < size - 1 ? ridge * value : 0));
  const hessian = new Float64Array(size * size);
  for (let j = 0; j < size - 1; j++) hessian[j * size + j] = ridge;
  rows.forEach((row, i) => {
    const p = logistic(linear(row, parameters));
    const [error, weight] = [p - Number(outcomes[i]), p * (1 - p)];
    for (let j = 0; j < size; j++) {
      const x = j < size - 1 ? (row[j] as number) : 1;
      gradient[j] = (gradient[j] as number) + error * x;
      for (let k = 0; k <= j; k++) {
        const y = k < size - 1 ? (row[k] as number) : 1;
        hessian[j * size + k] = (hessian[j * size + k] as number) + weight * x * y;
      }
    }
  });
  return { gradient, hessian };
}

/** Hessian⁻¹ · gradient. */
function solve(hessian: Float64Array, gradient: Float64Array): Float64Array {
  const size = gradient.length;
  const factor = inverseFactor(hessian, size);
  if (!factor) throw notConverged(0, Infinity);
  const inner = new Float64Array(size);
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++) inner[k] = (inner[k] as number) + (factor[i * size + k] as number) * (gradient[i] as number);
  return Float64Array.from(gradient, (_, i) => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += (factor[i * size + k] as number) * (inner[k] as number);
    return sum;
  });
}

function requireRows(rows: readonly ArrayLike<number>[], outcomes: readonly boolean[], ridge: number): number {
  if (!(ridge > 0 && ridge < Infinity)) throw setting('ridge', ridge, 'a number above 0 is needed', 'Give for example 1.');
  const [first] = rows;
  const members = outcomes.filter(Boolean).length;
  if (!first || members === 0 || members === outcomes.length) {
    throw new RankingError({
      code: 'TOO_FEW_CANDIDATES',
      field: 'outcomes',
      value: { members, others: outcomes.length - members },
      problem: 'rows of both outcomes are needed',
      remedy: 'Fit on runs in which some ranks belong and some do not.',
    });
  }
  if (outcomes.length !== rows.length)
    throw setting('outcomes.length', outcomes.length, `there are ${rows.length} rows`, 'Give one outcome for each row.');
  rows.forEach((row, i) => {
    if (row.length !== first.length)
      throw setting(`rows[${i}].length`, row.length, `the first row has ${first.length}`, 'Give rows of the same columns.');
    for (let j = 0; j < row.length; j++) requireFinite(`rows[${i}][${j}]`, row[j] as number);
  });
  return first.length;
}

const setting = (field: string, value: unknown, problem: string, remedy: string) =>
  new RankingError({ code: 'INVALID_SETTING', field, value, problem, remedy });

function notConverged(iteration: number, residual: number): RankingError {
  return new RankingError({
    code: 'NOT_CONVERGED',
    field: 'gradient',
    value: residual,
    problem: `the fit did not converge in ${iteration} steps`,
    remedy: 'Bring the columns to a like scale, or give a larger ridge.',
  });
}
