import { RankingError } from '../ranking-error.js';
import { centralInterval, countDistribution, type CountInterval } from './cut-count-distribution.js';
import { cutExpectations } from './cut-expectations.js';
import { runCases, type RunCase } from './membership-run-effect.js';

export interface CutOptions {
  /** Spread of the effect that the ranks of a run share, in logits (see `runCases`); that of the fitted model. 0 by default: independent ranks. */
  readonly spread?: number;
  /** Probability with which the intervals hold, in (0, 1); 0.8 by default. */
  readonly level?: number;
}

/** A number of entities: what to expect, and the interval that holds with probability `level`. */
export interface ExpectedCount extends CountInterval {
  readonly expected: number;
}

/** Where a set ends in a ranked list, and how far that can be trusted. */
export interface MembershipCut {
  /** The set most likely extends to this rank: 1 … n; 0 when it is more likely that nothing in the list belongs than that any cut is any good. */
  readonly rank: number;
  /** F1 to expect of the cut against the members in the list. No other cut has a higher one; of equal ones this is the shortest. */
  readonly expectedF1: number;
  /**
   * P(the cut is right for the most part): at least half of what is above it belongs, and at least half of the members in the list are
   * above it. For rank 0: P(no member).
   */
  readonly confidence: number;
  /** Members in the whole list. */
  readonly members: ExpectedCount;
  /** Members above the cut; divided by `rank` it is the precision. */
  readonly membersAbove: ExpectedCount;
  /** Share of those above the cut that belong, to be expected; null for rank 0. */
  readonly expectedPrecision: number | null;
  /** Share of the members in the list that are above the cut, to be expected where there is any member; null when there is none for sure. */
  readonly expectedRecall: number | null;
  /** P(nothing in the list belongs). */
  readonly noMember: number;
  /** That of the intervals. */
  readonly level: number;
}

/**
 * The cut that maximises the expected F1 of what is above it. Exact given the probabilities: counts are Poisson–binomial within each case of the
 * run effect. Nothing is known about entities outside the list; all figures are about the list.
 * Why F1: it weighs wrong ones above the cut against missing ones below, so that a cut too early and one too late both cost.
 * O(n² · cases), 37 cases with a spread and one without; about 20 ms for 200 ranks, 1 s for 1,000.
 * @param probabilities of the ranks to belong, in rank order. They need not fall.
 * @returns undefined for an empty list.
 * @throws RankingError `INVALID_NUMBER` for a probability outside [0, 1], `INVALID_SETTING` for options out of their range.
 */
export function cutFromMembership(probabilities: readonly number[], options: CutOptions = {}): MembershipCut | undefined {
  const { spread = 0, level = 0.8 } = options;
  if (!(level > 0 && level < 1)) {
    throw new RankingError({
      code: 'INVALID_SETTING',
      field: 'level',
      value: level,
      problem: 'a probability between 0 and 1 is needed',
      remedy: 'Give for example 0.8.',
    });
  }
  const cases = runCases(probabilities, spread);
  const n = probabilities.length;
  if (n === 0) return undefined;
  const expectations = cases.map(({ weight, probabilities: given }) => ({ weight, ...cutExpectations(given) }));
  const f1 = mean(expectations, n + 1, (given) => given.f1);
  const rank = f1.indexOf(f1.reduce((a, b) => Math.max(a, b)));
  const inList = mean(cases, n + 1, (given) => countDistribution(given.probabilities));
  const above = mean(cases, rank + 1, (given) => countDistribution(given.probabilities.subarray(0, rank)));
  const noMember = atMostOne(inList[0] as number);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const expectedAbove = sum(probabilities.slice(0, rank));
  const recall = mean(expectations, n + 1, (given) => given.recall)[rank] as number;
  const anyMember = cases.reduce((total, given) => total + given.weight * atLeastOne(given.probabilities), 0);
  return {
    rank,
    expectedF1: atMostOne(f1[rank] as number),
    confidence: rank === 0 ? noMember : atMostOne(rightForTheMostPart(cases, rank)),
    members: { expected: sum(probabilities), ...centralInterval(inList, level) },
    membersAbove: { expected: expectedAbove, ...centralInterval(above, level) },
    expectedPrecision: rank === 0 ? null : expectedAbove / rank,
    expectedRecall: anyMember > 0 ? atMostOne(recall / anyMember) : null,
    noMember,
    level,
  };
}

/** P(members above ≥ rank / 2 and members above ≥ members below). */
function rightForTheMostPart(cases: readonly RunCase[], rank: number): number {
  let total = 0;
  for (const { weight, probabilities } of cases) {
    const above = countDistribution(probabilities.subarray(0, rank));
    const below = countDistribution(probabilities.subarray(rank));
    let belowAtMost = 0;
    for (let a = 0; a <= rank; a++) {
      belowAtMost += below[a] ?? 0;
      if (2 * a >= rank) total += weight * (above[a] as number) * belowAtMost;
    }
  }
  return total;
}

function mean<T extends { readonly weight: number }>(cases: readonly T[], length: number, of: (given: T) => Float64Array): Float64Array {
  const total = new Float64Array(length);
  for (const given of cases) {
    const values = of(given);
    for (let i = 0; i < length; i++) total[i] = (total[i] as number) + given.weight * (values[i] as number);
  }
  return total;
}

/** 1 − Π (1 − p), not taken from 1: it may be as small as the probabilities are. */
const atLeastOne = (probabilities: Float64Array): number => -Math.expm1(probabilities.reduce((sum, p) => sum + Math.log1p(-p), 0));

/** Sums of weights may end a rounding error above 1. */
const atMostOne = (value: number): number => Math.min(1, value);
