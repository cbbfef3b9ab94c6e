import { likeliestPrior, type FixedPrior } from './fitted-prior.js';
import { PlackettLuceNewton } from './plackett-luce-fit.js';
import type { RankingRows } from './plackett-luce-likelihood.js';

/** What a fit has learnt. The noise of the judge is the unit of all utilities (Gumbel distribution of scale 1). */
export interface PlackettLuceModel {
  /** Posterior mode of each candidate's utility. */
  readonly utility: Float64Array;
  /** Posterior standard deviation of each in the Laplace approximation, as if the others were known: 1 / √ of the Hessian's diagonal. */
  readonly deviation: Float64Array;
  /** Weight of the prior's normal scores in the prior mean of a utility. */
  readonly priorWeight: number;
  /** Prior variance of a utility around that mean. */
  readonly priorVariance: number;
  /** Utility that a member gains by being shown first instead of last. */
  readonly placeEffect: number;
  /** Utility of an imaginary member that only just belongs; learnt from answers that none belong. */
  readonly anchor: number;
  /** Newton steps, over all steps of the fit of the prior. */
  readonly iterations: number;
}

export interface PlackettLuceModelOptions {
  /** Normal scores of stage 1 by candidate; zeros where there are none. */
  readonly prior: Float64Array;
  /** Weight and variance of the prior where they are given; fitted to the judgements where not. */
  readonly fixed?: FixedPrior;
}

/** A judge that favours the first place by one unit of its own noise is not unusual. */
const PLACE_VARIANCE = 1;
/** Steps of the fit of the prior, and the relative change in two of them that ends it earlier. */
const MOST_FIT_STEPS = 30;
const FIT_TOLERANCE = 2e-2;

/**
 * Plackett–Luce (Luce 1959; Plackett 1975) with a normal prior from stage 1, whose weight and variance are fitted by empirical Bayes:
 * expectation–maximisation of the marginal likelihood in the Laplace approximation (Dempster, Laird and Rubin 1977; Tierney and Kadane 1986).
 *
 * utility_i ~ N(priorWeight · prior_i, priorVariance). In a list, the place shown adds placeEffect · (½ … −½).
 * Without rows the prior alone is returned, with weight 1 and variance 1 unless they are given.
 * @param rows parameters 0 … n − 1 are the candidates, n is the anchor.
 * @throws RankingError `NOT_CONVERGED`.
 */
export function fitPlackettLuce(rows: RankingRows, options: PlackettLuceModelOptions): PlackettLuceModel {
  const { prior, fixed } = options;
  const n = prior.length;
  let weight = fixed?.priorWeight ?? 1;
  let variance = fixed?.priorVariance ?? 1;
  const newton = new PlackettLuceNewton(rows, startingPoint(rows, prior, weight));
  let iterations = 0;
  if (!fixed && rows.items.length > 0) {
    // One Newton step between two updates of the prior is enough: both move towards the same fixed point.
    for (let settled = 0; iterations < MOST_FIT_STEPS && settled < 2; iterations++) {
      newton.step(normalPrior(prior, weight, variance));
      const { priorWeight, priorVariance } = likeliestPrior(
        prior,
        (i) => newton.parameters[i] as number,
        (i) => 1 / (newton.precision[i] as number),
        weight,
      );
      settled = Math.abs(priorWeight - weight) < FIT_TOLERANCE && Math.abs(priorVariance / variance - 1) < FIT_TOLERANCE ? settled + 1 : 0;
      [weight, variance] = [priorWeight, priorVariance];
    }
  }
  iterations += newton.converge(normalPrior(prior, weight, variance));
  return {
    utility: newton.parameters.slice(0, n),
    deviation: newton.precision.slice(0, n).map((value) => 1 / Math.sqrt(value)),
    priorWeight: weight,
    priorVariance: variance,
    anchor: newton.parameters[n] as number,
    placeEffect: newton.parameters[n + 1] as number,
    iterations,
  };
}

/** Utilities from mean places alone, near enough for Newton's method to go straight to the mode: the mean of log((L − rank + ½) / (rank − ½)). */
function startingPoint({ offsets, stages, items }: RankingRows, prior: Float64Array, weight: number): Float64Array {
  const n = prior.length;
  const sums = new Float64Array(n + 2);
  const counts = new Int32Array(n + 2);
  for (let row = 0; row < stages.length; row++) {
    const [start, end] = [offsets[row] as number, offsets[row + 1] as number];
    // Where only the first is known to come first, the others have no places.
    if ((stages[row] as number) < end - start - 1) continue;
    for (let e = start; e < end; e++) {
      const item = items[e] as number;
      sums[item] = (sums[item] as number) + Math.log((end - e - 0.5) / (e - start + 0.5));
      counts[item] = (counts[item] as number) + 1;
    }
  }
  for (let i = 0; i < n; i++)
    sums[i] = (counts[i] as number) > 0 ? (sums[i] as number) / (counts[i] as number) : weight * (prior[i] as number);
  return sums;
}

function normalPrior(prior: Float64Array, weight: number, variance: number) {
  const means = new Float64Array(prior.length + 2);
  for (let i = 0; i < prior.length; i++) means[i] = weight * (prior[i] as number);
  return { means, variances: priorVariances(prior.length, variance) };
}

/** Prior variances of all parameters: n utilities, the anchor, the effect of the place. */
export function priorVariances(n: number, variance: number): Float64Array {
  const variances = new Float64Array(n + 2).fill(variance);
  variances[n + 1] = PLACE_VARIANCE;
  return variances;
}

/** All parameters of a model in the order of the fit. */
export function parametersOf({ utility, anchor, placeEffect }: PlackettLuceModel): Float64Array {
  return Float64Array.from([...utility, anchor, placeEffect]);
}
