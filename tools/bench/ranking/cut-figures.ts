import { changePoint } from '@etcetera/ranking';
import { brierScore } from '../../../libs/ranking/src/stopping/calibration-brier.js';
import { reliability } from '../../../libs/ranking/src/stopping/calibration-reliability.js';
import type { SampleRun } from './cut-runs.js';
import { byClass, changePointRank, count, cutsOf, f1At, heldTrue, round, type HeldOut, type MeasuredCut } from './cut-scores.js';

/** A point of a reliability diagram, with the 95 % interval of what was observed when classes are drawn again. */
export interface DiagramPoint {
  readonly count: number;
  readonly stated: number;
  readonly observed: number;
  readonly observedLow: number;
  readonly observedHigh: number;
}

/** One prediction of something that came true or not. */
interface Prediction {
  readonly run: SampleRun;
  readonly stated: number;
  readonly held: boolean;
}

/** The predictions by ranges of what they state, lowest first; ranges without any are left out. */
function diagram(predictions: readonly Prediction[], edges: readonly number[]): DiagramPoint[] {
  const runs = [...new Set(predictions.map(({ run }) => run))];
  return edges.flatMap((from, i) => {
    const below = edges[i + 1] ?? Infinity;
    const inside = predictions.filter(({ stated }) => stated >= from && stated < below);
    if (inside.length === 0) return [];
    const meanOf = (value: (prediction: Prediction) => number) => inside.reduce((sum, one) => sum + value(one), 0) / inside.length;
    const [stated, observed] = [meanOf((one) => one.stated), meanOf(({ held }) => Number(held))];
    // What each run adds to the distance of observed and stated; classes are drawn again, and their runs with them.
    const adds = new Map<SampleRun, number>();
    for (const one of inside) adds.set(one.run, (adds.get(one.run) ?? 0) + ((Number(one.held) - one.stated) * runs.length) / inside.length);
    const { low, high } = byClass(
      runs,
      runs.map((run) => adds.get(run) ?? 0),
    );
    return [
      {
        count: inside.length,
        stated: round(stated),
        observed: round(observed),
        observedLow: round(Math.max(0, stated + low)),
        observedHigh: round(Math.min(1, stated + high)),
      },
    ];
  });
}

/** Ranks by equal numbers of them, as the calibration error has them, and by tenths, as they are drawn. */
export function rankDiagrams(predictions: readonly HeldOut[], bins: number) {
  const ranks = predictions.flatMap(({ run, probabilities }) =>
    probabilities.map((stated, i) => ({ run, stated, held: run.members[i] === true })),
  );
  const equal = reliability(
    ranks.map(({ stated }) => stated),
    ranks.map(({ held }) => held),
    bins,
  );
  return {
    equalMass: diagram(
      ranks,
      equal.bins.map(({ low }) => low),
    ),
    tenths: diagram(ranks, TENTHS),
  };
}

const TENTHS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** The confidence of cuts against how often they were right for the most part, by fifths. */
export const confidenceDiagram = (cuts: readonly MeasuredCut[]): DiagramPoint[] =>
  diagram(
    cuts.map((measured) => ({ run: measured.run, stated: measured.cut.confidence, held: heldTrue(measured) })),
    [0, 0.2, 0.4, 0.6, 0.8],
  );

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

/** What is stated of cuts against what was observed. */
export function statedFigures(predictions: readonly HeldOut[]) {
  const cuts = cutsOf(predictions, 0.8);
  return { intervals: intervalFigures(predictions), confidence: { ...confidenceFigures(cuts), reliability: confidenceDiagram(cuts) } };
}

/** Of the runs, how many lie in the intervals that are stated to hold so often, with the effect that ranks share and as if there were none. */
function intervalFigures(predictions: readonly HeldOut[]) {
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

/** How far the confidence of a cut, and today's clarity of the change point, tell the cuts that are right for the most part from the others. */
function confidenceFigures(cuts: readonly MeasuredCut[]) {
  const stated = cuts.map(({ cut }) => cut.confidence);
  const { score, uncertainty, skill } = brierScore(stated, cuts.map(heldTrue));
  const runs = cuts.map(({ run }) => run);
  const changePoints = runs.map((run) => changePoint(run.evidence.scores));
  return {
    brier: round(score),
    baseRateBrier: round(uncertainty),
    skill: round(skill ?? 0, 3),
    rightForTheMostPart: { confidence: share(cuts, heldTrue), changePoint: round(runs.filter(changePointHeld).length / runs.length, 3) },
    areaUnderCurve: {
      confidence: round(areaUnderCurve(stated, cuts.map(heldTrue)), 3),
      clarity: round(
        areaUnderCurve(
          changePoints.map((found) => found?.explained ?? 0),
          runs.map(changePointHeld),
        ),
        3,
      ),
    },
  };
}

function changePointHeld(run: SampleRun): boolean {
  const rank = changePointRank(run);
  const [members, above] = [count(run.members), count(run.members.slice(0, rank))];
  return 2 * above >= rank && 2 * above >= members;
}

/** P(a right one has a higher value than a wrong one), ties half. */
function areaUnderCurve(values: readonly number[], right: readonly boolean[]): number {
  const [good, bad] = [true, false].map((wanted) => values.filter((_, i) => right[i] === wanted)) as [number[], number[]];
  const wins = good.reduce((sum, g) => sum + bad.reduce((inner, b) => inner + (g > b ? 1 : g === b ? 0.5 : 0), 0), 0);
  return wins / (good.length * bad.length);
}
