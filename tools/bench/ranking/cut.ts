/**
 * How well the end of a set is told: calibration of the membership probabilities and of the cut on the sample base, cross-validated by class.
 *
 *   node --conditions=@etcetera/source --import tsx tools/bench/ranking/cut.ts [--quick] [--write]
 *
 * Prints one JSON document. Without --quick it measures all five queries of each class, runs with both local models too (about ten seconds each
 * the first time, cached after that), and draws docs/ranking/pictures/cut-reliability.svg. With --write it also writes the models that ship
 * (libs/ranking/src/stopping/membership-coefficients.ts), fitted on all classes.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MembershipFeature } from '../../../libs/ranking/src/stopping/membership-features.js';
import { confidenceDiagram, cutFigures, f1Figures, membersIn, ranksOf, rankDiagrams, share, statedFigures } from './cut-figures.js';
import { drawReliability } from './cut-picture.js';
import { productRuns } from './cut-product-runs.js';
import { embeddingRuns, wholeRuns, type SampleRun } from './cut-runs.js';
import { loadSample, sampleQueries, type Sample } from './cut-sample.js';
import {
  byClass,
  changePointPrediction,
  changePointRank,
  count,
  crossValidated,
  cutsOf,
  f1At,
  oracleF1,
  rankFigures,
  round,
  runBrier,
  withoutFit,
  type HeldOut,
} from './cut-scores.js';
import { fitShipped, SHIPPED_FEATURES, writeCoefficients } from './cut-write-coefficients.js';

const [RANKS, SEEDS] = [200, 3];
const [WITH_SEEDS, WITHOUT_SEEDS] = SHIPPED_FEATURES;

/** What else could be looked at, one by one beside what ships, and alone. */
const TRIED: readonly (readonly MembershipFeature[])[] = [
  ['logRank'],
  ['rankFraction'],
  ['likeness'],
  ['withinList', 'logRank'],
  ['overTail', 'logRank'],
  WITHOUT_SEEDS,
  WITH_SEEDS,
  [...WITH_SEEDS, 'withinList'],
  [...WITH_SEEDS, 'overTail'],
  [...WITH_SEEDS, 'drop'],
  [...WITH_SEEDS, 'rankFraction'],
];

export async function measureCut(options: { readonly quick: boolean; readonly note?: (line: string) => void }) {
  const { quick, note = () => undefined } = options;
  const [folds, queries] = quick ? [4, 2] : [8, 5];
  const sample = await loadSample('name: description');
  const runs = embeddingRuns(sample, { seeds: SEEDS, queries, ranks: RANKS });
  note(`${runs.length} runs`);
  const best = crossValidated(runs, WITH_SEEDS, folds);
  const plain = crossValidated(runs, WITHOUT_SEEDS, folds);
  const rankOnly = crossValidated(runs, ['logRank'], folds, { spread: 0 });
  const baseRate = runs.reduce((sum, run) => sum + count(run.members), 0) / (runs.length * RANKS);
  const baseline = withoutFit(runs, (run) => run.members.map(() => baseRate));
  const changePoints = withoutFit(runs, changePointPrediction);
  note('cross-validated');
  const difference = (predictions: readonly HeldOut[], other: readonly HeldOut[]) =>
    byClass(
      runs,
      predictions.map((prediction, i) => runBrier(prediction) - runBrier(other[i] as HeldOut)),
    );
  const cuts = cutsOf(best, 0.8);
  const rankOnlyRank = ranksOf(cutsOf(rankOnly, 0.8));
  const f1Over = (rankOf: (run: SampleRun) => number) =>
    byClass(
      runs,
      cuts.map(({ run, cut }) => f1At(run, cut.rank) - f1At(run, rankOf(run))),
    );
  const ranks = rankDiagrams(best, 20);
  const measured = {
    sample: {
      entities: sample.ids.length,
      classes: new Set(runs.map((run) => run.className)).size,
      runs: runs.length,
      seedsPerRun: SEEDS,
      ranksPerRun: RANKS,
      folds,
      membersPerRun: round(runs.reduce((sum, run) => sum + count(run.members), 0) / runs.length, 1),
    },
    ranks: {
      withSeedLikeness: rankFigures(best),
      withoutSeedLikeness: rankFigures(plain),
      rankOnly: rankFigures(rankOnly),
      changePoint: rankFigures(changePoints),
      baseRate: rankFigures(baseline),
      brierDifference: {
        toWithoutSeedLikeness: difference(best, plain),
        toRankOnly: difference(best, rankOnly),
        toChangePoint: difference(best, changePoints),
      },
      reliability: ranks,
    },
    cut: {
      withSeedLikeness: cutFigures(runs, cuts),
      withoutSeedLikeness: cutFigures(runs, cutsOf(plain, 0.8)),
      changePoint: f1Figures(runs, changePointRank),
      rankOnly: f1Figures(runs, rankOnlyRank),
      oracleF1: byClass(runs, runs.map(oracleF1)),
      f1Over: { changePoint: f1Over(changePointRank), rankOnly: f1Over(rankOnlyRank) },
    },
    stated: { withSeedLikeness: statedFigures(best), withoutSeedLikeness: statedFigures(plain) },
    elsewhere: [...(await elsewhere(sample, runs, folds, quick)), ...(quick ? [] : await onWholeRuns(sample, runs, folds, note))],
    models: quick ? [] : fitShipped(runs),
    features: quick
      ? []
      : TRIED.map((features) => {
          const { brier, expectedCalibrationError } = rankFigures(crossValidated(runs, features, folds, { spread: 0 }));
          return { features: features.join(' + '), brier, expectedCalibrationError };
        }),
  };
  if (!quick) await drawReliability({ ranks: ranks.tenths, confidence: confidenceDiagram(cuts) });
  return measured;
}

/** How the probabilities hold for other runs of classes that the fit has not seen: other seeds, shorter lists, vectors of names alone. */
async function elsewhere(sample: Sample, runs: readonly SampleRun[], folds: number, quick: boolean) {
  const queries = 2;
  const cases: [string, readonly SampleRun[]][] = [
    ['two seeds', embeddingRuns(sample, { seeds: 2, queries, ranks: RANKS })],
    ['five seeds', embeddingRuns(sample, { seeds: 5, queries, ranks: RANKS })],
    ['lists of 60', embeddingRuns(sample, { seeds: SEEDS, queries, ranks: 60 })],
  ];
  if (!quick) cases.push(['vectors of names alone', embeddingRuns(await loadSample('name'), { seeds: SEEDS, queries, ranks: RANKS })]);
  return cases.map(([name, tested]) => otherFigures(name, crossValidated(runs, WITH_SEEDS, folds, { tested })));
}

/** Runs with both local models and stage 2: the model that ships on them, and what agreement and judgements would add to one fitted on them. */
async function onWholeRuns(sample: Sample, runs: readonly SampleRun[], folds: number, note: (line: string) => void) {
  const queries = sampleQueries(sample, SEEDS, 1);
  const tested = wholeRuns(sample, queries, await productRuns(sample, queries, note));
  const fitted = (features: readonly MembershipFeature[]) => crossValidated(tested, features, folds, { spread: 0 });
  const shipped = crossValidated(runs, WITH_SEEDS, folds, { tested });
  const own = fitted(WITH_SEEDS);
  const more = (['agreement', 'judged'] as const).map((feature) => {
    const predictions = fitted([...WITH_SEEDS, feature]);
    const change = byClass(
      tested,
      predictions.map((prediction, i) => runBrier(prediction) - runBrier(own[i] as HeldOut)),
    );
    return { name: `fused runs, fitted on them, + ${feature}`, ...rankFigures(predictions), brierChange: change };
  });
  const withoutSeeds = crossValidated(runs, WITHOUT_SEEDS, folds, { tested });
  return [
    otherFigures('fused runs with both local models', shipped),
    otherFigures('fused runs with both local models, seeds not compared', withoutSeeds),
    { name: 'fused runs, fitted on them', ...rankFigures(own) },
    ...more,
  ];
}

function otherFigures(name: string, predictions: readonly HeldOut[]) {
  const cuts = cutsOf(predictions, 0.8);
  return {
    name,
    runs: predictions.length,
    ...rankFigures(predictions),
    membersIn80: share(cuts, membersIn),
    f1: f1Figures(
      predictions.map(({ run }) => run),
      ranksOf(cuts),
    ).f1,
  };
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [quick, write] = ['--quick', '--write'].map((flag) => process.argv.includes(flag));
  const measured = await measureCut({ quick: quick === true, note: (line) => process.stderr.write(`${line}\n`) });
  if (write) await writeCoefficients(measured);
  process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
}
