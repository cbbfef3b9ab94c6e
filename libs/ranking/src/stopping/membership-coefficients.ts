import type { MembershipModel } from './membership-model.js';

/**
 * The models of membership that ship, for rankings whose main channel is the embedding (cosines to the centroid of the seeds, vectors centred on
 * the mean of the base). The first that has all its features is the one to take: see `membershipModelFor`.
 *
 * Written by: node --conditions=@etcetera/source --import tsx tools/bench/ranking/cut.ts --write
 * Fitted on 440 runs of 200 ranks from 88 classes of the OpenMoji sample base, all-MiniLM-L6-v2. Cross-validated by class
 * (8 folds; always stating the base rate: 0.0874):
 * likeness, logRank, seedLikeness: Brier score 0.0614, expected calibration error 0.0054.
 * likeness, logRank: Brier score 0.063, expected calibration error 0.007.
 * The 80 % interval of the number of members held in 0.789 of the runs (of the first model).
 */
export const MEMBERSHIP_MODELS: readonly MembershipModel[] = [
  {
    channel: 'embedding',
    intercept: -3.08751,
    terms: [
      { feature: 'likeness', mean: 0.247887, scale: 0.124423, weight: 1.32473 },
      { feature: 'logRank', mean: 4.31616, scale: 0.952085, weight: -0.232242 },
      { feature: 'seedLikeness', mean: 0.384499, scale: 0.19638, weight: -0.569464 },
    ],
    spread: 1.17,
  },
  {
    channel: 'embedding',
    intercept: -2.95358,
    terms: [
      { feature: 'likeness', mean: 0.247887, scale: 0.124423, weight: 1.03673 },
      { feature: 'logRank', mean: 4.31616, scale: 0.952085, weight: -0.409021 },
    ],
    spread: 1.23,
  },
];
