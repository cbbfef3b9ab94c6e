import { brierScore } from '../../../libs/ranking/src/stopping/calibration-brier.js';
import { reliability } from '../../../libs/ranking/src/stopping/calibration-reliability.js';
import type { SampleRun } from './cut-runs.js';
import { byClass, cutsOf, f1At, heldTrue, round, type HeldOut, type MeasuredCut } from './cut-scores.js';

/** A point of a reliability diagram, with the 95 % interval of what was observed when classes are drawn again. */
export interface DiagramPoint {
  readonly count: number;
  readonly stated: number;
  readonly observed: number;
  readonly observedLow: number;
  readonly observedHigh: number;
}

export function reliabilityTable(predictions: readonly HeldOut[], bins: number) {
  const points = reliability(
    predictions.flatMap((prediction) => prediction.probabilities),
    predictions.flatMap(({ run }) => run.members),
    bins,
  ).bins;
  return points.map(({ count: size, low, meanProbability, high, observedShare }, b) => {
    // The spread over classes of what came true in this bin, each run by its distance from what was stated.
    const inside = (p: number) => p >= low && (b === points.length - 1 || p < (points[b + 1] as { low: number }).low);
    const errors = predictions.map(({ run, probabilities }) =>
      probabilities.reduce((sum, p, i) => sum + (inside(p) ? Number(run.members[i]) - p : 0), 0),
    );
    const {
      mean,
      low: from,
      high: to,
    } = byClass(
      predictions.map(({ run }) => run),
      errors.map((error) => (error * predictions.length) / size),
    );
    return {
      count: size,
      stated: round(meanProbability),
      observed: round(observedShare),
      observedLow: round(Math.max(0, observedShare + from - mean)),
      observedHigh: round(Math.min(1, observedShare + to - mean)),
    };
  });
}

export function cutFigures(runs: readonly SampleRun[], cuts: readonly MeasuredCut[]) {
  const mean = (of: (measured: MeasuredCut) => number) => round(cuts.reduce((sum, measured) => sum + of(measured), 0) / cuts.length);
  return {
    ...f1Figures(runs, ranksOf(cuts)),
    expectedF1: mean(({ cut }) => cut.expectedF1),
    precision: {
      expected: mean(({ cut }) => cut.expectedPrecision ?? 0),
      observed: mean(({ cut, above }) => (cut.rank ? above / cut.rank : 0)),
    },
    recall: {
      expected: mean(({ cut }) => cut.expectedRecall ?? 0),
      observed: mean(({ above, members }) => (members ? above / members : 0)),
    },
    members: { expected: mean(({ cut }) => cut.members.expected), observed: mean(({ members }) => members) },
  };
}

export function f1Figures(runs: readonly SampleRun[], rankOf: (run: SampleRun) => number) {
  return {
    f1: byClass(
      runs,
      runs.map((run) => f1At(run, rankOf(run))),
    ),
    f1OfWholeClass: byClass(
      runs,
      runs.map((run) => f1At(run, rankOf(run), 'class')),
    ),
    meanRank: round(runs.reduce((sum, run) => sum + rankOf(run), 0) / runs.length, 1),
  };
}

export function ranksOf(cuts: readonly MeasuredCut[]): (run: SampleRun) => number {
  const ranks = new Map(cuts.map(({ run, cut }) => [run, cut.rank]));
  return (run) => ranks.get(run) ?? 0;
}

export const share = (cuts: readonly MeasuredCut[], holds: (measured: MeasuredCut) => boolean): number =>
  round(cuts.filter(holds).length / cuts.length, 3);

export const membersIn = ({ cut, members }: MeasuredCut): boolean => members >= cut.members.low && members <= cut.members.high;
const aboveIn = ({ cut, above }: MeasuredCut): boolean => above >= cut.membersAbove.low && above <= cut.membersAbove.high;

/** Of the runs, how many lie in the intervals that are stated to hold so often, with the effect that ranks share and as if there were none. */
export function intervalFigures(predictions: readonly HeldOut[]) {
  return [0.5, 0.8, 0.9].map((level) => {
    const cuts = cutsOf(predictions, level);
    const independent = cutsOf(predictions, level, 0);
    return {
      stated: level,
      members: share(cuts, membersIn),
      membersAbove: share(cuts, aboveIn),
      membersIfIndependent: share(independent, membersIn),
      meanWidth: round(cuts.reduce((sum, { cut }) => sum + cut.members.high - cut.members.low, 0) / cuts.length, 1),
    };
  });
}

/** The confidence of cuts against how often they were right for the most part. */
export function confidenceFigures(cuts: readonly MeasuredCut[]) {
  const { score, uncertainty, skill } = brierScore(
    cuts.map(({ cut }) => cut.confidence),
    cuts.map(heldTrue),
  );
  return { brier: round(score), baseRateBrier: round(uncertainty), skill: round(skill ?? 0, 3) };
}

export function confidenceTable(cuts: readonly MeasuredCut[]) {
  return [0, 0.2, 0.4, 0.6, 0.8].flatMap((from) => {
    const inside = cuts.filter(({ cut }) => cut.confidence >= from && (cut.confidence < from + 0.2 || from === 0.8));
    if (inside.length === 0) return [];
    const stated = inside.reduce((sum, { cut }) => sum + cut.confidence, 0) / inside.length;
    const runs = inside.map(({ run }) => run);
    const several = new Set(runs.map((run) => run.className)).size > 1;
    const { low, high } = several
      ? byClass(
          runs,
          inside.map((measured) => Number(heldTrue(measured))),
        )
      : { low: 0, high: 1 };
    return [
      {
        range: `${from.toFixed(1)}–${(from + 0.2).toFixed(1)}`,
        count: inside.length,
        stated: round(stated),
        observed: share(inside, heldTrue),
        observedLow: low,
        observedHigh: high,
      },
    ];
  });
}
