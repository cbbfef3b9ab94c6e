import { bootstrapInterval } from '@etcetera/evaluation';
import { changePoint } from '@etcetera/ranking';
import { brierScore } from '../../../libs/ranking/src/stopping/calibration-brier.js';
import { reliability } from '../../../libs/ranking/src/stopping/calibration-reliability.js';
import { cutFromMembership, type MembershipCut } from '../../../libs/ranking/src/stopping/cut-from-membership.js';
import type { MembershipFeature } from '../../../libs/ranking/src/stopping/membership-features.js';
import { fitMembershipModel } from '../../../libs/ranking/src/stopping/membership-fit.js';
import { membershipProbabilities } from '../../../libs/ranking/src/stopping/membership-model.js';
import type { SampleRun } from './cut-runs.js';

/** Bins of the calibration errors of ranks. */
const BINS = 20;

/** What a model that has not seen a run's class says of the run. */
export interface HeldOut {
  readonly run: SampleRun;
  readonly probabilities: readonly number[];
  readonly spread: number;
}

/** Classes in alphabetical order are dealt out to the folds in turn: all runs of a class are in one. */
export function foldOf(runs: readonly SampleRun[], folds: number): (run: SampleRun) => number {
  const names = [...new Set(runs.map((run) => run.className))].sort();
  const place = new Map(names.map((name, i) => [name, i % folds]));
  return (run) => place.get(run.className) ?? -1;
}

/**
 * Fits on the classes of all folds but one and predicts the runs of the one that is left out, fold by fold. `tested` may be other runs than
 * those fitted on, of the same classes.
 */
export function crossValidated(
  fitted: readonly SampleRun[],
  features: readonly MembershipFeature[],
  folds: number,
  options: { readonly tested?: readonly SampleRun[]; readonly spread?: number } = {},
): readonly HeldOut[] {
  const fold = foldOf(fitted, folds);
  const tested = options.tested ?? fitted;
  const heldOut = new Map<SampleRun, HeldOut>();
  for (let f = 0; f < folds; f++) {
    const model = fitMembershipModel(
      fitted.filter((run) => fold(run) !== f),
      features,
      options.spread === undefined ? {} : { spread: options.spread },
    );
    for (const run of tested.filter((candidate) => fold(candidate) === f)) {
      const probabilities = membershipProbabilities(model, run.evidence);
      if (!probabilities) throw new Error(`The model does not fit a run of ${run.className}.`);
      heldOut.set(run, { run, probabilities, spread: model.spread });
    }
  }
  return tested.map((run) => heldOut.get(run) as HeldOut);
}

/** The same prediction for all runs of a kind: what is to be beaten. */
export const withoutFit = (runs: readonly SampleRun[], probabilities: (run: SampleRun) => readonly number[]): readonly HeldOut[] =>
  runs.map((run) => ({ run, probabilities: probabilities(run), spread: 0 }));

/** Today's change point as a prediction: 1 above it, 0 below. */
export function changePointPrediction(run: SampleRun): readonly number[] {
  const position = changePointRank(run);
  return run.evidence.scores.map((_, i) => (i < position ? 1 : 0));
}

export const changePointRank = (run: SampleRun): number => changePoint(run.evidence.scores)?.position ?? run.members.length;

/** Figures of the probabilities of ranks. */
export function rankFigures(predictions: readonly HeldOut[]) {
  const probabilities = predictions.flatMap((prediction) => prediction.probabilities);
  const outcomes = predictions.flatMap(({ run }) => run.members);
  const { score, reliability: calibration, resolution, uncertainty, skill } = brierScore(probabilities, outcomes, BINS);
  return {
    brier: round(score),
    skill: round(skill ?? 0, 3),
    calibrationTerm: round(calibration),
    resolutionTerm: round(resolution),
    uncertainty: round(uncertainty),
    expectedCalibrationError: round(reliability(probabilities, outcomes, BINS).expectedCalibrationError),
    meanProbability: round(probabilities.reduce((a, b) => a + b, 0) / probabilities.length),
    observedShare: round(outcomes.filter(Boolean).length / outcomes.length),
  };
}

/** Mean of a figure over runs, with its 95 % interval when classes are drawn again: runs of one class are not independent. */
export function byClass(runs: readonly SampleRun[], values: readonly number[]) {
  const of = new Map<string, number[]>();
  runs.forEach((run, i) => of.set(run.className, [...(of.get(run.className) ?? []), values[i] as number]));
  const means = [...of.values()].map((list) => list.reduce((a, b) => a + b, 0) / list.length);
  const { mean, lower, upper } = bootstrapInterval({ values: means, seed: 1 });
  return { mean: round(mean), low: round(lower), high: round(upper) };
}

/** Brier score of each run. */
export const runBrier = ({ run, probabilities }: HeldOut): number =>
  probabilities.reduce((sum, p, i) => sum + (p - Number(run.members[i])) ** 2, 0) / probabilities.length;

export interface MeasuredCut {
  readonly run: SampleRun;
  readonly cut: MembershipCut;
  readonly members: number;
  readonly above: number;
}

export function cutsOf(predictions: readonly HeldOut[], level: number, spread?: number): readonly MeasuredCut[] {
  return predictions.map(({ run, probabilities, spread: fitted }) => {
    const cut = cutFromMembership(probabilities, { level, spread: spread ?? fitted });
    if (!cut) throw new Error('A run without ranks.');
    return { run, cut, members: count(run.members), above: count(run.members.slice(0, cut.rank)) };
  });
}

/** F1 of keeping the first `rank`, against the members in the list or those of the whole class. */
export function f1At(run: SampleRun, rank: number, of: 'list' | 'class' = 'list'): number {
  const size = of === 'list' ? count(run.members) : run.goldCount;
  return rank + size === 0 ? 1 : (2 * count(run.members.slice(0, rank))) / (rank + size);
}

/** The best that any cut of this list could have. */
export const oracleF1 = (run: SampleRun): number => Math.max(...[0, ...run.members.keys()].map((i) => f1At(run, i + 1)), f1At(run, 0));

/** True when the cut was right for the most part: what its confidence is about. */
export const heldTrue = ({ cut, members, above }: MeasuredCut): boolean =>
  cut.rank === 0 ? members === 0 : 2 * above >= cut.rank && 2 * above >= members;

export const count = (members: readonly boolean[]): number => members.filter(Boolean).length;

export const round = (value: number, digits = 4): number => Number(value.toFixed(digits));
