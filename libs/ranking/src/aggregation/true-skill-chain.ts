import { requireFinite } from '../ranking-error.js';
import type { TrueSkillModel, TrueSkillRatings } from './true-skill-model.js';
import { winRest, winShift } from './true-skill-truncation.js';

/** As in the Python package `trueskill` 0.4.5, so that its ratings and ours are the same. */
const MOST_SWEEPS = 10;
const SMALLEST_CHANGE = 1e-4;

/** Normal beliefs about the skills of the members of a list. */
export interface SkillBeliefs {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/**
 * The factor graph of one list without ties: performances 0 … m − 1, best first, and between i and i + 1 a difference that is known to be
 * above a margin. Expectation propagation sends messages down and up the chain until those of the truths ("above the margin") have settled.
 *
 * Messages are normal densities as precision (π = 1/σ²) and precision times mean (μ/σ²), which multiply by adding.
 * Source: Herbrich, Minka and Graepel 2006, figure 1; schedule and stopping as in `trueskill` 0.4.5.
 */
export class TrueSkillChain {
  /** From the skill to performance i. */
  private readonly prior: Float64Array;
  private readonly priorWeighted: Float64Array;
  /** From difference i to performance i, which won it. */
  private readonly won: Float64Array;
  private readonly wonWeighted: Float64Array;
  /** From difference i − 1 to performance i, which lost it. */
  private readonly lost: Float64Array;
  private readonly lostWeighted: Float64Array;
  /** From the truth to difference i. */
  private readonly truth: Float64Array;
  private readonly truthWeighted: Float64Array;
  private readonly skills: SkillBeliefs;

  /** @param longest the most members of a list; with remembered lists, their members together. */
  constructor(longest: number) {
    const array = () => new Float64Array(longest);
    [this.prior, this.priorWeighted, this.won, this.wonWeighted] = [array(), array(), array(), array()];
    [this.lost, this.lostWeighted, this.truth, this.truthWeighted] = [array(), array(), array(), array()];
    this.skills = { means: array(), variances: array() };
  }

  /**
   * Updates the ratings of the members of one list, in place.
   * @param order places in the ratings, best first; not checked.
   * @throws RankingError `INVALID_NUMBER` when a new rating is no number; all are left as they were.
   */
  rate({ means, deviations }: TrueSkillRatings, order: ArrayLike<number>, model: TrueSkillModel): void {
    const { skills } = this;
    const drift = model.tau * model.tau;
    for (let i = 0; i < order.length; i++) {
      skills.means[i] = means[order[i]!]!;
      skills.variances[i] = deviations[order[i]!]! ** 2 + drift;
    }
    this.learn(skills, order.length, model);
    for (let i = 0; i < order.length; i++) {
      means[order[i]!] = skills.means[i]!;
      deviations[order[i]!] = Math.sqrt(skills.variances[i]!);
    }
  }

  /**
   * What one list says of the skills of its members, in place: `skills` holds them in order, best first.
   * @param length members of the list.
   * @param remembered where in the memory of this chain the list's messages are, to go on from what they were the last time, for that many
   * sweeps: for lists that are asked again and again. Without it they start from nothing and run until they settle.
   * @throws RankingError `INVALID_NUMBER` when a new belief is no number.
   */
  learn(
    { means, variances }: SkillBeliefs,
    length: number,
    { beta, drawMargin }: Pick<TrueSkillModel, 'beta' | 'drawMargin'>,
    remembered?: { readonly start: number; readonly sweeps: number },
  ): void {
    const first = remembered?.start ?? 0;
    const noise = beta * beta;
    for (let i = 0; i < length; i++) {
      const precision = 1 / (variances[i]! + noise);
      this.prior[first + i] = precision;
      this.priorWeighted[first + i] = means[i]! * precision;
    }
    if (!remembered) this.forget(length);
    this.run(first, length, drawMargin, remembered?.sweeps ?? MOST_SWEEPS);
    const { won, wonWeighted, lost, lostWeighted } = this;
    let sum = 0;
    for (let i = 0; i < length; i++) {
      // What the list says of the performance says the same of the skill, with β² more variance. Multiplied out, so that σ may be 0.
      const told = won[first + i]! + lost[first + i]!;
      const share = variances[i]! / (1 + noise * told);
      const kept = 1 / (1 + share * told);
      means[i] = (means[i]! + share * (wonWeighted[first + i]! + lostWeighted[first + i]!)) * kept;
      variances[i]! *= kept;
      sum += means[i]! + variances[i]!;
    }
    requireFinite('rating', sum);
  }

  private forget(m: number): void {
    const { won, wonWeighted, lost, lostWeighted, truth, truthWeighted } = this;
    for (const messages of [won, wonWeighted, lost, lostWeighted, truth, truthWeighted]) messages.fill(0, 0, m);
  }

  private run(first: number, m: number, margin: number, sweeps: number): void {
    const { won, wonWeighted, lost, lostWeighted } = this;
    if (m < 2) return;
    const last = m - 2;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const down = this.pass(first, Math.max(1, last), 1, margin, won, wonWeighted, lost, lostWeighted);
      const up = this.pass(first + m - 1, last, -1, margin, lost, lostWeighted, won, wonWeighted);
      if (Math.max(down, up) <= SMALLEST_CHANGE ** 2) break;
    }
    this.tellWinner(first);
    this.tellLoser(first + last);
  }

  /**
   * Goes along the chain: from performance `near` to the difference beside it, which is cut off at the margin, and on to the next one, `far`.
   * Written as one function, in numbers that do not wait for each other: aggregation spends its time here.
   * @param step 1 from the best down, −1 from the worst up.
   * @param incoming what performances are told from further along; `outgoing` what they are told from here.
   * @returns the square of the largest change of a message from a truth.
   */
  private pass(
    start: number,
    count: number,
    step: 1 | -1,
    margin: number,
    incoming: Float64Array,
    incomingWeighted: Float64Array,
    outgoing: Float64Array,
    outgoingWeighted: Float64Array,
  ): number {
    const { prior, priorWeighted, truth, truthWeighted } = this;
    let largest = 0;
    let near = prior[start]!;
    let nearWeighted = priorWeighted[start]!;
    for (let i = 0; i < count; i++) {
      const to = start + (i + 1) * step;
      const at = step === 1 ? to - 1 : to;
      const far = prior[to]! + incoming[to]!;
      const farWeighted = priorWeighted[to]! + incomingWeighted[to]!;
      // The difference: precision, precision times mean, and how far its mean is above the margin in units of its deviation.
      const share = 1 / (near + far);
      const precision = near * far * share;
      const weighted = step * (nearWeighted * far - farWeighted * near) * share;
      const scale = Math.sqrt(precision);
      const above = weighted * Math.sqrt((near + far) / (near * far)) - margin * scale;
      const shift = winShift(above);
      const rest = winRest(above, shift);
      // What its truth tells it, times `rest`.
      const told = precision * (1 - rest);
      const toldWeighted = weighted * (1 - rest) + scale * shift;
      const perRest = 1 / rest;
      const newTruth = told * perRest;
      const newTruthWeighted = toldWeighted * perRest;
      const change = newTruthWeighted - truthWeighted[at]!;
      largest = Math.max(largest, change * change, Math.abs(newTruth - truth[at]!));
      truth[at] = newTruth;
      truthWeighted[at] = newTruthWeighted;
      const part = 1 / (told + near * rest);
      outgoing[to] = told * near * part;
      outgoingWeighted[to] = (told * nearWeighted - step * near * toldWeighted) * part;
      near = prior[to]! + outgoing[to];
      nearWeighted = priorWeighted[to]! + outgoingWeighted[to];
    }
    return largest;
  }

  /** Performance i + 1 = performance i − difference i. */
  private tellLoser(i: number): void {
    const truth = this.truth[i]!;
    const a = this.prior[i]! + this.lost[i]!;
    const share = 1 / (truth + a);
    this.lost[i + 1] = truth * a * share;
    this.lostWeighted[i + 1] = (truth * (this.priorWeighted[i]! + this.lostWeighted[i]!) - a * this.truthWeighted[i]!) * share;
  }

  /** Performance i = performance i + 1 + difference i. */
  private tellWinner(i: number): void {
    const truth = this.truth[i]!;
    const b = this.prior[i + 1]! + this.won[i + 1]!;
    const share = 1 / (truth + b);
    this.won[i] = truth * b * share;
    this.wonWeighted[i] = (truth * (this.priorWeighted[i + 1]! + this.wonWeighted[i + 1]!) + b * this.truthWeighted[i]!) * share;
  }
}
