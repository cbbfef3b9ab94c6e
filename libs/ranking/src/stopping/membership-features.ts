import type { MembershipEvidence } from './membership-evidence.js';

/**
 * What a model may look at, by name. A feature that the evidence does not have is undefined. The models that ship use the first four, which earned
 * their place on classes that the fit had not seen; the others are there to be tried on other bases (see docs/ranking/cut-detection.md).
 *
 * - `likeness`: the main channel's raw score. Comparable between runs where vectors are centred: then 0 is what any two entities have.
 * - `logRank`: ln of the rank.
 * - `seedLikeness`: mean of the seeds' own scores, the same for all ranks. Together with `likeness` it standardises that against the seeds.
 * - `agreement`: of the other channels.
 * - `judged`: what stage 2 says.
 * - `overTail`: score over the mean of the lower half of the list, in standard deviations of that half; ln(1 + x).
 * - `withinList`: score on a scale from 0 for the lowest of the list to 1 for the highest.
 * - `drop`: fall to the mean of the next five ranks, as a share of the fall over the whole list; 0 for the last rank.
 * - `rankFraction`: rank / ranks.
 */
export const MEMBERSHIP_FEATURES = {
  likeness: ({ scores }) => scores,
  logRank: ({ scores }) => scores.map((_, i) => Math.log(i + 1)),
  seedLikeness: ({ scores, seedScores }) => (seedScores.length > 0 ? scores.map(() => mean(seedScores)) : undefined),
  agreement: (evidence) => evidence.agreement ?? undefined,
  judged: (evidence) => evidence.judged ?? undefined,
  overTail: ({ scores }) => {
    const tail = scores.slice(Math.floor(scores.length / 2));
    const centre = mean(tail);
    const deviation = Math.sqrt(mean(tail.map((score) => (score - centre) ** 2))) || rangeOf(scores);
    return scores.map((score) => Math.log1p(Math.max(0, (score - centre) / deviation)));
  },
  withinList: ({ scores }) => {
    const [low, range] = [scores.reduce((a, b) => Math.min(a, b)), rangeOf(scores)];
    return scores.map((score) => (score - low) / range);
  },
  drop: ({ scores }) => {
    const range = rangeOf(scores);
    return scores.map((score, i) => (i + 1 < scores.length ? (score - mean(scores.slice(i + 1, i + 6))) / range : 0));
  },
  rankFraction: ({ scores }) => scores.map((_, i) => (i + 1) / scores.length),
} as const satisfies Record<string, (evidence: MembershipEvidence) => readonly number[] | undefined>;

export type MembershipFeature = keyof typeof MEMBERSHIP_FEATURES;

/** The values of a feature in rank order; undefined when the evidence does not have it. Scores must not be all equal. O(ranks). */
export function membershipFeature(feature: MembershipFeature, evidence: MembershipEvidence): readonly number[] | undefined {
  return MEMBERSHIP_FEATURES[feature](evidence);
}

/** True when the scores say something about an end: at least three ranks, not all alike. */
export function tellsAnEnd({ scores }: MembershipEvidence): boolean {
  return scores.length >= 3 && rangeOf(scores) > 0;
}

function rangeOf(scores: readonly number[]): number {
  return scores.reduce((a, b) => Math.max(a, b)) - scores.reduce((a, b) => Math.min(a, b));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
