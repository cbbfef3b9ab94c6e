import { likeliestPrior, type FixedPrior } from './fitted-prior.js';
import { TrueSkillChain, type SkillBeliefs } from './true-skill-chain.js';
import { trueSkillModel } from './true-skill-model.js';
import type { ThurstoneRows } from './thurstone-rows.js';

/** What a fit has learnt. The standard deviation of the judge's noise is the unit of all utilities. */
export interface ThurstoneModel {
  /** Posterior mean of each candidate's utility. */
  readonly utility: Float64Array;
  /** Posterior standard deviation of each. */
  readonly deviation: Float64Array;
  /** Weight of the prior's normal scores in the prior mean of a utility. */
  readonly priorWeight: number;
  /** Prior variance of a utility around that mean. */
  readonly priorVariance: number;
  /** Utility that a member gains by being shown first instead of last. */
  readonly placeEffect: number;
  /** Sweeps over all lists. */
  readonly iterations: number;
  /** Largest change of a message in the last sweep; above the tolerance when the sweeps ran out. */
  readonly residual: number;
}

export interface ThurstoneFitOptions {
  /** Normal scores of stage 1 by candidate; zeros where there are none. */
  readonly prior: Float64Array;
  /** Weight and variance of the prior where they are given; fitted to the judgements where not. */
  readonly fixed?: FixedPrior;
  /** An earlier model to take the first guess of prior and place effect from. */
  readonly warm?: ThurstoneModel;
  /** Largest change of a message that counts as none. */
  readonly tolerance?: number;
  /** Most sweeps. */
  readonly maxSweeps?: number;
}

/** Shrinks the place effect to 0 while little is known: as if one unit of it had been seen to be 0. */
const PLACE_SHRINKAGE = 1;

/** Far below the standard errors; what still moves then is mostly all utilities together, which no order notices. */
export const THURSTONE_TOLERANCE = 0.05;

/**
 * Thurstone's model (1927, case V) of whole rankings: in each list a member performs like its utility, plus the effect of the place at which it
 * is shown, plus standard normal noise, and the ranking is the order of the performances. The posterior is found by expectation propagation
 * (Minka 2001) over the factor graphs of TrueSkill (Herbrich, Minka and Graepel 2006), with all lists swept until their messages agree, so that
 * unlike in TrueSkill the order of the lists hardly matters. Between sweeps the prior's weight and variance and the place effect are moved to
 * their likeliest values (expectation–maximisation): utility_i ~ N(priorWeight · prior_i, priorVariance).
 *
 * Without rows the prior alone is returned, with weight 1 and variance 1 unless they are given.
 * O(sweeps · entries · inner sweeps); 5 to 15 sweeps, more where lists contradict each other.
 * Deviations are those of fully factorised beliefs: too small, by up to a fifth, where many lists share members, for what lists say of their
 * members together is not kept apart.
 * @throws RankingError `INVALID_NUMBER` when utilities are so far apart that the messages are no numbers.
 */
export function fitThurstone(rows: ThurstoneRows, options: ThurstoneFitOptions): ThurstoneModel {
  const { prior, fixed, warm, tolerance = THURSTONE_TOLERANCE, maxSweeps = 50 } = options;
  const guess = fixed ?? warm ?? { priorWeight: 1, priorVariance: rows.items.length > 0 ? 2 : 1 };
  const belief = new Belief(prior, guess.priorWeight, guess.priorVariance);
  const lists = new ListMessages(rows, belief, warm?.placeEffect ?? 0);
  let [residual, iterations] = [0, 0];
  while (rows.items.length > 0 && iterations < maxSweeps) {
    residual = lists.sweep();
    iterations++;
    if (residual < tolerance) break;
    lists.fitPlaceEffect();
    if (!fixed) belief.fitPrior();
  }
  const n = prior.length;
  return {
    utility: Float64Array.from({ length: n }, (_, i) => belief.mean(i)),
    deviation: Float64Array.from({ length: n }, (_, i) => Math.sqrt(belief.variance(i))),
    priorWeight: belief.priorWeight,
    priorVariance: belief.priorVariance,
    placeEffect: lists.placeEffect,
    iterations,
    residual,
  };
}

/** Normal beliefs about the utilities and the anchor, as the prior times what the lists say; in precisions and precisions times means. */
class Belief {
  /** What the lists say together. */
  readonly told: Float64Array;
  readonly toldWeighted: Float64Array;

  private priorPrecision: number;

  constructor(
    private readonly prior: Float64Array,
    public priorWeight: number,
    public priorVariance: number,
  ) {
    this.priorPrecision = 1 / priorVariance;
    this.told = new Float64Array(prior.length + 1);
    this.toldWeighted = new Float64Array(prior.length + 1);
  }

  precision(i: number): number {
    return this.priorPrecision + (this.told[i] as number);
  }

  /** The anchor, last, has the prior mean 0. */
  weighted(i: number): number {
    return this.priorWeight * (this.prior[i] ?? 0) * this.priorPrecision + (this.toldWeighted[i] as number);
  }

  mean(i: number): number {
    return this.weighted(i) / this.precision(i);
  }

  variance(i: number): number {
    return 1 / this.precision(i);
  }

  fitPrior(): void {
    const next = likeliestPrior(
      this.prior,
      (i) => this.mean(i),
      (i) => this.variance(i),
      this.priorWeight,
    );
    ({ priorWeight: this.priorWeight, priorVariance: this.priorVariance } = next);
    this.priorPrecision = 1 / this.priorVariance;
  }
}

/** What each list says of each of its members. */
class ListMessages {
  private readonly precision: Float64Array;
  private readonly weighted: Float64Array;
  private readonly chain: TrueSkillChain;
  private readonly members: SkillBeliefs;
  /** What all others say of the members of the list at hand. */
  private readonly others: Float64Array;
  private readonly othersWeighted: Float64Array;
  /** Sums of place · (performance − utility) and of place² in the latest sweep. */
  private moved = 0;
  private squares = 0;

  constructor(
    private readonly rows: ThurstoneRows,
    private readonly belief: Belief,
    public placeEffect: number,
  ) {
    this.precision = new Float64Array(rows.items.length);
    this.weighted = new Float64Array(rows.items.length);
    const longest = Math.max(2, rows.longest);
    this.chain = new TrueSkillChain(Math.max(2, rows.items.length));
    this.members = { means: new Float64Array(longest), variances: new Float64Array(longest) };
    this.others = new Float64Array(longest);
    this.othersWeighted = new Float64Array(longest);
  }

  /** Asks every list again, given what all others say. @returns the largest change of a message. */
  sweep(): number {
    [this.moved, this.squares] = [0, 0];
    let change = 0;
    for (let row = 0; row + 1 < this.rows.offsets.length; row++) {
      change = Math.max(change, this.ask(this.rows.offsets[row] as number, this.rows.offsets[row + 1] as number));
    }
    return change;
  }

  /** The mean slope of what the noise seems to be over the places shown. */
  fitPlaceEffect(): void {
    this.placeEffect = this.moved / (this.squares + PLACE_SHRINKAGE);
  }

  private ask(start: number, end: number): number {
    const { belief, members, precision, weighted, placeEffect, others, othersWeighted } = this;
    const { items, places } = this.rows;
    const m = end - start;
    for (let i = 0; i < m; i++) {
      const at = start + i;
      const item = items[at] as number;
      const rest = belief.precision(item) - (precision[at] as number);
      const restWeighted = belief.weighted(item) - (weighted[at] as number);
      others[i] = rest;
      othersWeighted[i] = restWeighted;
      members.means[i] = restWeighted / rest + placeEffect * (places[at] as number);
      members.variances[i] = 1 / rest;
    }
    this.chain.learn(members, m, UNIT_NOISE, { start, sweeps: INNER_SWEEPS });
    let change = 0;
    for (let i = 0; i < m; i++) {
      const at = start + i;
      const item = items[at] as number;
      const place = places[at] as number;
      const [rest, restWeighted] = [others[i] as number, othersWeighted[i] as number];
      const mean = (members.means[i] as number) - placeEffect * place;
      const variance = members.variances[i] as number;
      // A ranking never makes a utility less certain: what is below 0 is rounding.
      const told = Math.max(0, 1 / variance - rest);
      const toldWeighted = mean / variance - restWeighted;
      // The performance moved as far as the utility did, times (variance + noise) / variance.
      const before = restWeighted / rest;
      this.moved += place * (before + placeEffect * place + (mean - before) * (1 + rest) - mean);
      this.squares += place * place;
      const more = told - (precision[at] as number);
      const moreWeighted = toldWeighted - (weighted[at] as number);
      change = Math.max(change, Math.abs(more), Math.abs(moreWeighted));
      belief.told[item] = (belief.told[item] as number) + more;
      belief.toldWeighted[item] = (belief.toldWeighted[item] as number) + moreWeighted;
      precision[at] = told;
      weighted[at] = toldWeighted;
    }
    return change;
  }
}

/** Messages within a list go on from where they were: two passes down and up a sweep are enough. */
const INNER_SWEEPS = 2;
const UNIT_NOISE = trueSkillModel({ mean: 0, deviation: 1, beta: 1 });
