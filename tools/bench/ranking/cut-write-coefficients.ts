import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { MembershipFeature } from '../../../libs/ranking/src/stopping/membership-features.js';
import { fitMembershipModel } from '../../../libs/ranking/src/stopping/membership-fit.js';
import type { MembershipModel } from '../../../libs/ranking/src/stopping/membership-model.js';
import { root } from '../../steps/workspace.mjs';
import type { SampleRun } from './cut-runs.js';

/** The models that ship look at these; the first that a run has everything for is used. */
export const SHIPPED_FEATURES = [
  ['likeness', 'logRank', 'seedLikeness'],
  ['likeness', 'logRank'],
] as const satisfies readonly (readonly MembershipFeature[])[];

/** Six digits say all that is known. */
const DIGITS = 6;

export function fitShipped(runs: readonly SampleRun[]): readonly MembershipModel[] {
  const short = (value: number) => Number(value.toPrecision(DIGITS));
  return SHIPPED_FEATURES.map((features) => {
    const model = fitMembershipModel(runs, features);
    return {
      channel: model.channel,
      intercept: short(model.intercept),
      terms: model.terms.map(({ feature, mean, scale, weight }) => ({
        feature,
        mean: short(mean),
        scale: short(scale),
        weight: short(weight),
      })),
      spread: Number(model.spread.toFixed(2)),
    };
  });
}

interface Measured {
  readonly models: readonly MembershipModel[];
  readonly sample: { readonly classes: number; readonly runs: number; readonly ranksPerRun: number; readonly folds: number };
  readonly ranks: Readonly<
    Record<'withSeedLikeness' | 'withoutSeedLikeness' | 'baseRate', { brier: number; expectedCalibrationError: number }>
  >;
  readonly stated: { readonly withSeedLikeness: { readonly intervals: readonly { readonly stated: number; readonly members: number }[] } };
}

/** Writes the data file of the models that ship. */
export async function writeCoefficients(measured: Measured): Promise<void> {
  const { models, sample, ranks, stated } = measured;
  if (models.length === 0) throw new Error('--write needs the whole measurement: leave --quick out.');
  const figures = (['withSeedLikeness', 'withoutSeedLikeness'] as const).map(
    (name, i) =>
      ` * ${SHIPPED_FEATURES[i]?.join(', ')}: Brier score ${ranks[name].brier}, expected calibration error ${ranks[name].expectedCalibrationError}.`,
  );
  const at80 = stated.withSeedLikeness.intervals.find((interval) => interval.stated === 0.8)?.members;
  const text = `import type { MembershipModel } from './membership-model.js';

/**
 * The models of membership that ship, for rankings whose main channel is the embedding (cosines to the centroid of the seeds, vectors centred on
 * the mean of the base). The first that has all its features is the one to take: see \`membershipModelFor\`.
 *
 * Written by: node --conditions=@etcetera/source --import tsx tools/bench/ranking/cut.ts --write
 * Fitted on ${sample.runs} runs of ${sample.ranksPerRun} ranks from ${sample.classes} classes of the OpenMoji sample base, all-MiniLM-L6-v2. Cross-validated by class
 * (${sample.folds} folds; always stating the base rate: ${ranks.baseRate.brier}):
${figures.join('\n')}
 * The 80 % interval of the number of members held in ${at80} of the runs (of the first model).
 */
export const MEMBERSHIP_MODELS: readonly MembershipModel[] = ${JSON.stringify(models)};
`;
  const file = path.join(root, 'libs/ranking/src/stopping/membership-coefficients.ts');
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
