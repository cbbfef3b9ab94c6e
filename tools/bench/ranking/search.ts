import { pathToFileURL } from 'node:url';
import type { ClassQuery } from '@etcetera/knowledge';
import { neutralPrompt } from '@etcetera/ranking';
import { loadGguf } from '../../../libs/models/src/local/llama-runtime.js';
import { sampleBase, sampleModel, sampleModelFile, sampleTree, sampleVectors, seedPrompt } from './search-data.js';
import { interleave, RawSteps } from './search-raw-steps.js';
import {
  averagePrecisionAt10,
  COUNT,
  furtherVariants,
  quickVariants,
  walkPriors,
  type Bench,
  type Run,
  type Variant,
} from './search-variants.js';

/** Queries of a quick run: every sixth. */
const QUICK_QUERIES = [2, 8, 14, 20];
/** Of a whole run: every second. Each is put to sixteen variants, which takes a minute and a quarter. */
const QUERY_STEP = 2;

export interface VariantRow {
  readonly variant: string;
  /** Model steps a query. */
  readonly steps: number;
  readonly seconds: number;
  /** Of the exact top 50 of the same score; for rounds, of that of the default. */
  readonly recallOfExactTop50: number;
  readonly exactTop50Of: string;
  readonly mapAt10: number;
  /** Steps and seconds until ten entities are in their final place by the bound in use; null where there is no bound. */
  readonly firstPage: { readonly steps: number; readonly seconds: number } | null;
}

/** Steps of our search for the top 50 against those of a beam of 40 by the same score. */
export interface BeamComparison {
  readonly score: string;
  readonly ourSteps: number;
  readonly beamSteps: number;
  /** What the beam costs when every prefix that it extends is asked about, as in the paper. */
  readonly beamPrefixes: number;
  readonly beamRecallOfExactTop50: number;
  /** Ours for all of the exact top 50 / the beam's for its part of it. */
  readonly plain: number;
  readonly overPrefixes: number;
  /** Ours until it holds as much of the exact top 50 as the beam in the end / the beam's. In hindsight: a search cannot know when. */
  readonly sameQuality: number;
}

export interface SearchMeasurement {
  readonly model: string;
  readonly queries: number;
  readonly count: number;
  /** Wall time of the exact search by default, the reading of each prompt included, over that of as many raw steps in the same batches, made in between. */
  readonly timeOverRawSteps: number;
  readonly time: { readonly searchSeconds: number; readonly rawSeconds: number; readonly steps: number; readonly batches: number };
  /** The comparison `overPrefixes` of renormalised probabilities, which are those of the paper's beam search. */
  readonly stepsOverBeam40: number;
  readonly stepsOverBeam40Of: string;
  readonly beam: readonly BeamComparison[];
  readonly prior: { readonly steps: number; readonly seconds: number } | null;
  readonly variants: readonly VariantRow[];
}

/** All figures about the search, on the sample base with the local model, in one run. */
export async function measureSearch({ quick }: { quick: boolean }): Promise<SearchMeasurement> {
  const base = await sampleBase();
  const model = await sampleModel();
  const gguf = await loadGguf((await sampleModelFile()).modelPath);
  const raw = await RawSteps.open(gguf, model.batchSize);
  const tree = sampleTree(model, base.entities);
  // A process that serves has read the example lists of the prompt before: the search pays for the seeds alone.
  const warm = model.tokenize(neutralPrompt());
  await model.logProbabilities([0, 1].map(() => ({ prompt: warm, path: [], allowed: [0] })));

  const priors = quick ? undefined : await walkPriors(model, tree);
  const bench: Bench = {
    base,
    model,
    tree,
    now: () => performance.now(),
    ...(priors && { priors, vectors: await sampleVectors(base.entities) }),
  };
  const timed = interleave(model, raw);
  const variants = [...quickVariants(bench), ...(quick ? [] : furtherVariants(bench))];
  const [timedDefault] = quickVariants({ ...bench, model: timed, now: () => performance.now() - timed.rawMs });
  const queries = quick
    ? QUICK_QUERIES.map((index) => base.queries[index] as ClassQuery)
    : base.queries.filter((_, index) => index % QUERY_STEP === 0);

  const runs: ReadonlyMap<string, Run>[] = [];
  let searchSeconds = 0;
  for (const query of queries) {
    const results = new Map<string, Run>();
    for (const variant of variants) {
      if (variant.name !== 'default') results.set(variant.name, await variant.run(query, results));
      else {
        await raw.warmUp(seedPrompt(model, base, query.seedIds));
        const run = await (timedDefault as Variant).run(query, results);
        searchSeconds += run.seconds;
        results.set('default', run);
      }
    }
    runs.push(results);
  }
  await raw.dispose();
  await gguf.dispose();
  await model.dispose();

  const rawSeconds = timed.rawMs / 1000;
  const beam = [compareWithBeam(runs, 'plain', 'default', 'beam 40'), compareWithBeam(runs, 'renormalised', 'renormalised', 'beam 40, renormalised')]; // prettier-ignore
  return {
    model: model.identity.name,
    queries: queries.length,
    count: COUNT,
    timeOverRawSteps: searchSeconds / rawSeconds,
    time: { searchSeconds, rawSeconds, steps: timed.steps, batches: timed.batches },
    stepsOverBeam40: beam[1]?.overPrefixes ?? Number.NaN,
    stepsOverBeam40Of:
      'exact top 50 by renormalised probabilities / all prefixes extended by a beam of 40, as in the paper, which finds a part of it',
    beam,
    prior: priors ? { steps: priors.steps, seconds: priors.seconds } : null,
    variants: variants.map((variant) => rowOf(variant, queries, runs)),
  };
}

function rowOf({ name, exactOf }: Variant, queries: readonly ClassQuery[], runs: readonly ReadonlyMap<string, Run>[]): VariantRow {
  const own = runs.map((results) => results.get(name) as Run);
  const pages = own.flatMap(({ firstPage }) => firstPage ?? []);
  return {
    variant: name,
    steps: mean(own.map(({ steps }) => steps)),
    seconds: mean(own.map(({ seconds }) => seconds)),
    recallOfExactTop50: mean(runs.map((results, i) => recall(own[i] as Run, results.get(exactOf) as Run))),
    exactTop50Of: exactOf,
    mapAt10: mean(queries.map((query, i) => averagePrecisionAt10(own[i] as Run, query))),
    firstPage:
      pages.length < own.length
        ? null
        : { steps: mean(pages.map(({ steps }) => steps)), seconds: mean(pages.map(({ seconds }) => seconds)) },
  };
}

function compareWithBeam(runs: readonly ReadonlyMap<string, Run>[], score: string, ours: string, beam: string): BeamComparison {
  const pairs = runs.map((results) => ({ own: results.get(ours) as Run, other: results.get(beam) as Run }));
  const ourSteps = mean(pairs.map(({ own }) => own.steps));
  const beamSteps = mean(pairs.map(({ other }) => other.steps));
  const beamPrefixes = mean(pairs.map(({ other }) => other.extended ?? other.steps));
  const sameQuality = mean(
    pairs.map(({ own, other }) => own.course?.find(({ ids }) => recall({ ids }, own) >= recall(other, own))?.steps ?? own.steps),
  );
  return {
    score,
    ourSteps,
    beamSteps,
    beamPrefixes,
    beamRecallOfExactTop50: mean(pairs.map(({ own, other }) => recall(other, own))),
    plain: ourSteps / beamSteps,
    overPrefixes: ourSteps / beamPrefixes,
    sameQuality: sameQuality / beamSteps,
  };
}

function recall(found: Pick<Run, 'ids'>, exact: Pick<Run, 'ids'>): number {
  const ids = new Set(found.ids);
  return exact.ids.filter((id) => ids.has(id)).length / exact.ids.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(JSON.stringify(await measureSearch({ quick: process.argv.includes('--quick') }), null, 2));
}
