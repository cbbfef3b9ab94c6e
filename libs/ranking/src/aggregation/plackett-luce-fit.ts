import { notConverged } from './iteration-settings.js';
import {
  addCurvature,
  addDiagonal,
  likelihoodWork,
  negativeLogLikelihood,
  type LikelihoodWork,
  type RankingRows,
} from './plackett-luce-likelihood.js';

/** Independent normal priors of the parameters. */
export interface NormalPrior {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/** Part of the slope that a linear system may leave: what it leaves, the next Newton step takes, and near the mode less is left. */
const ROUGH = 0.1;
const MOST_INNER_STEPS = 200;

/**
 * Newton's method on the Plackett–Luce posterior under normal priors. The posterior is log-concave, so there is one mode. Each linear system
 * is solved by conjugate gradients with the diagonal as preconditioner; each step is halved until the loss does not rise.
 * The prior may change between steps, which lets the fit of the prior go along with the search for the mode.
 */
export class PlackettLuceNewton {
  /** The current point. */
  readonly parameters: Float64Array;
  /** Diagonal of the Hessian of the negative log-posterior at the current point; for the prior of the latest step. */
  readonly precision: Float64Array;
  private readonly work: LikelihoodWork;
  /** Loss and gradient of the likelihood alone at the current point. */
  private loss: number;
  private gradient: Float64Array;
  private spare: Float64Array;

  constructor(rows: RankingRows, start: Float64Array) {
    this.parameters = start.slice();
    this.precision = new Float64Array(start.length);
    this.work = likelihoodWork(rows);
    this.gradient = new Float64Array(start.length);
    this.spare = new Float64Array(start.length);
    this.loss = negativeLogLikelihood(this.work, this.parameters, this.gradient);
  }

  /**
   * Goes one step towards the mode.
   * @returns the largest slope before the step, and how much the loss fell. O(inner steps · entries).
   */
  step(prior: NormalPrior): { readonly slope: number; readonly gain: number } {
    const { parameters } = this;
    const n = parameters.length;
    const slopes = new Float64Array(n);
    let slope = 0;
    for (let i = 0; i < n; i++) {
      const value =
        (this.gradient[i] as number) + ((parameters[i] as number) - (prior.means[i] as number)) / (prior.variances[i] as number);
      slopes[i] = value;
      slope = Math.max(slope, Math.abs(value));
    }
    this.measure(prior);
    const direction = this.solve(prior, slopes, slope);
    const before = this.loss + distance(parameters, prior);
    const trial = new Float64Array(n);
    for (let scale = 1; scale > 1e-10; scale /= 2) {
      for (let i = 0; i < n; i++) trial[i] = (parameters[i] as number) - scale * (direction[i] as number);
      this.spare.fill(0);
      const loss = negativeLogLikelihood(this.work, trial, this.spare);
      const after = loss + distance(trial, prior);
      if (!(after <= before)) continue;
      parameters.set(trial);
      this.loss = loss;
      [this.gradient, this.spare] = [this.spare, this.gradient];
      return { slope, gain: before - after };
    }
    // Nothing better in this direction: the point stays, and so must what was computed at it.
    this.spare.fill(0);
    negativeLogLikelihood(this.work, parameters, this.spare);
    return { slope, gain: 0 };
  }

  /** Fills `precision` for the current point. O(entries). */
  measure(prior: NormalPrior): void {
    for (let i = 0; i < this.precision.length; i++) this.precision[i] = 1 / (prior.variances[i] as number);
    addDiagonal(this.work, this.precision);
  }

  /**
   * Steps until the mode is reached.
   * @param tolerance largest slope that counts as none.
   * @returns steps taken.
   * @throws RankingError `NOT_CONVERGED` with the iteration and the largest slope left.
   */
  converge(prior: NormalPrior, tolerance = 1e-6, maxSteps = 100): number {
    for (let iteration = 1; iteration <= maxSteps; iteration++) {
      const { slope, gain } = this.step(prior);
      // Rounding ends the descent before the slope is exactly zero.
      if (slope <= tolerance || (gain <= 1e-13 * Math.abs(this.loss) && slope <= tolerance * 1e3)) {
        this.measure(prior);
        return iteration;
      }
      if (gain === 0 || iteration === maxSteps) {
        throw notConverged(
          'Plackett–Luce',
          iteration,
          slope,
          'Check the prior (a variance near 0 or very large), or allow more iterations.',
        );
      }
    }
    return maxSteps;
  }

  /** Solves Hessian · x = slopes roughly. */
  private solve(prior: NormalPrior, slopes: Float64Array, slope: number): Float64Array {
    const { precision } = this;
    const n = slopes.length;
    const x = new Float64Array(n);
    const residual = slopes;
    const direction = new Float64Array(n);
    const product = new Float64Array(n);
    let old = 0;
    for (let i = 0; i < n; i++) {
      direction[i] = (residual[i] as number) / (precision[i] as number);
      old += (residual[i] as number) * (direction[i] as number);
    }
    const goal = old * Math.min(ROUGH, slope) ** 2;
    for (let inner = 0; inner < MOST_INNER_STEPS && old > goal && old > 0; inner++) {
      for (let i = 0; i < n; i++) product[i] = (direction[i] as number) / (prior.variances[i] as number);
      addCurvature(this.work, direction, product);
      let curvature = 0;
      for (let i = 0; i < n; i++) curvature += (direction[i] as number) * (product[i] as number);
      if (!(curvature > 0)) break;
      const length = old / curvature;
      let now = 0;
      for (let i = 0; i < n; i++) {
        x[i] = (x[i] as number) + length * (direction[i] as number);
        residual[i] = (residual[i] as number) - length * (product[i] as number);
        now += (residual[i] as number) ** 2 / (precision[i] as number);
      }
      for (let i = 0; i < n; i++)
        direction[i] = (residual[i] as number) / (precision[i] as number) + (now / old) * (direction[i] as number);
      old = now;
    }
    return x;
  }
}

/** The prior's part of the loss, without constants. */
function distance(parameters: Float64Array, { means, variances }: NormalPrior): number {
  let sum = 0;
  for (let i = 0; i < parameters.length; i++) sum += ((parameters[i] as number) - (means[i] as number)) ** 2 / (variances[i] as number);
  return sum / 2;
}
