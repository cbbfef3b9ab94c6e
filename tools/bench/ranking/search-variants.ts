import { averagePrecision } from '@etcetera/evaluation';
import type { ClassQuery } from '@etcetera/knowledge';
import {
  createPrng,
  emptyPrior,
  neutralPrompt,
  samplingPrompt,
  type NodePrior,
  type PrefixTree,
  type SampledEntity,
  type TokenModel,
} from '@etcetera/ranking';
import { beamSearch } from '../../../libs/ranking/src/search/beam-search.js';
import { bestFirstSearch } from '../../../libs/ranking/src/search/best-first-search.js';
import { calibrate } from '../../../libs/ranking/src/search/prior.js';
import { sampleInRounds } from '../../../libs/ranking/src/search/sampling-rounds.js';
import type { BestFirstOptions } from '../../../libs/ranking/src/search/search-types.js';
import { walkPrior } from '../../../libs/ranking/src/search/walk-prior.js';
import { seedPrompt, type SampleBase } from './search-data.js';

/** K of all searches of the bench. */
export const COUNT = 50;
export const ALPHA = 0.6;
const LAMBDA = 0.5;
const FIRST_PAGE = 10;
const NEIGHBOURS = 200;

/** What the variants are run on. */
export interface Bench {
  readonly base: SampleBase;
  readonly model: TokenModel;
  readonly tree: PrefixTree;
  /** Absent in a quick run, which has no time for the walks. */
  readonly priors?: { readonly plain: NodePrior; readonly renormalised: NodePrior; readonly steps: number; readonly seconds: number };
  readonly vectors?: readonly Float32Array[];
  /** Milliseconds without what is done beside the search. */
  readonly now: () => number;
}

/** One search. */
export interface Run {
  readonly ids: readonly string[];
  readonly entities?: readonly SampledEntity[];
  readonly steps: number;
  /** Prefixes extended by a beam search, with or without a step. */
  readonly extended?: number;
  readonly seconds: number;
  /** When ten entities were in their final place by the bound in use. */
  readonly firstPage?: { readonly steps: number; readonly seconds: number };
  /** The best so far after each batch. */
  readonly course?: readonly { readonly steps: number; readonly ids: readonly string[] }[];
}

export interface Variant {
  readonly name: string;
  /** The variant whose result is the exact top 50 of the same score; itself when it is exact. */
  readonly exactOf: string;
  run(query: ClassQuery, earlier: ReadonlyMap<string, Run>): Promise<Run>;
}

/** The priors for plain and for renormalised probabilities: two walks of the tree. */
export async function walkPriors(model: TokenModel, tree: PrefixTree): Promise<NonNullable<Bench['priors']>> {
  const prompt = model.tokenize(neutralPrompt());
  const [plain, renormalised] = [emptyPrior(tree), emptyPrior(tree)];
  const start = performance.now();
  const steps = await walkPrior(model, tree, plain, { prompt });
  const seconds = (performance.now() - start) / 1000;
  await walkPrior(model, tree, renormalised, { prompt, renormalise: true });
  return { plain, renormalised, steps, seconds };
}

/** The exact search by default, and what its steps are compared with. */
export function quickVariants(bench: Bench): readonly Variant[] {
  return [
    bestFirst(bench, 'default', 'default', {}),
    beam(bench, 'beam 40', 'default', false),
    bestFirst(bench, 'renormalised', 'renormalised', { renormalise: true }),
    beam(bench, 'beam 40, renormalised', 'renormalised', true),
  ];
}

export function furtherVariants(bench: Bench): readonly Variant[] {
  const { priors } = bench;
  if (!priors) throw new TypeError('These variants need priors.');
  const plain = { prior: priors.plain, lambda: LAMBDA };
  const renormalised = { prior: priors.renormalised, lambda: LAMBDA };
  const half = new Set(createPrng(1).shuffled(bench.base.entities.map(({ id }) => id)).slice(0, bench.base.entities.length / 2)); // prettier-ignore
  return [
    bestFirst(bench, 'default, order for caches', 'default', { order: 'cache' }),
    reordered(bench, priors.plain),
    bestFirst(bench, 'observed bound', 'default', { observed: { prior: priors.plain, quantile: 0.75, initialSlack: 5 } }),
    bestFirst(bench, 'calibrated', 'calibrated', { calibration: plain }),
    bestFirst(bench, 'calibrated, observed bound', 'calibrated', { calibration: plain, observed: { prior: priors.plain } }),
    bestFirst(bench, 'renormalised, calibrated', 'renormalised, calibrated', { renormalise: true, calibration: renormalised }),
    bestFirst(bench, 'random half', 'random half', { only: half }),
    neighbours(bench, `${NEIGHBOURS} neighbours`, {}),
    neighbours(bench, `${NEIGHBOURS} neighbours, calibrated`, { calibration: plain }),
    neighbours(bench, `${NEIGHBOURS} neighbours, calibrated, observed bound`, { calibration: plain, observed: { prior: priors.plain } }),
    rounds(bench, 'rounds of 20', {}),
    rounds(bench, 'rounds of 20, calibrated, observed bound', { calibration: plain, observed: { prior: priors.plain } }),
  ];
}

/** AP@10 of MESED, seeds removed. */
export function averagePrecisionAt10(run: Run, query: ClassQuery): number {
  return averagePrecision(run.ids, new Set(query.goldIds), 10);
}

function bestFirst(bench: Bench, name: string, exactOf: string, options: Partial<BestFirstOptions>): Variant {
  return { name, exactOf, run: (query) => search(bench, query, options) };
}

async function search({ base, model, tree, now }: Bench, query: ClassQuery, options: Partial<BestFirstOptions>): Promise<Run> {
  const course: { steps: number; ids: readonly string[] }[] = [];
  let firstPage: Run['firstPage'];
  const start = now();
  const found = await bestFirstSearch(model, tree, {
    ...common(query),
    prompt: seedPrompt(model, base, query.seedIds),
    count: COUNT,
    ...options,
    onProgress: (steps, _, progress) => {
      if (!firstPage && progress.proved().length >= FIRST_PAGE) firstPage = { steps, seconds: (now() - start) / 1000 };
      course.push({ steps, ids: progress.best().map(({ entityId }) => entityId) });
    },
  });
  const seconds = (now() - start) / 1000;
  const ids = found.entities.map(({ entityId }) => entityId);
  return { ids, entities: found.entities, steps: found.steps, seconds, course, ...(firstPage && { firstPage }) };
}

/** What the product did so far: the default search, its result re-ordered by the prior. */
function reordered(bench: Bench, prior: NodePrior): Variant {
  return {
    name: 'default, re-ordered by the prior',
    exactOf: 'calibrated',
    run: async (_, earlier) => {
      const run = earlier.get('default') as Run;
      return { ...run, ids: calibrate(run.entities ?? [], prior, LAMBDA, ALPHA).map(({ entityId }) => entityId) };
    },
  };
}

function beam({ base, model, tree, now }: Bench, name: string, exactOf: string, renormalise: boolean): Variant {
  return {
    name,
    exactOf,
    run: async (query) => {
      const start = now();
      const prompt = seedPrompt(model, base, query.seedIds);
      const { entities, steps, extended } = await beamSearch(model, tree, { ...common(query), prompt, width: 40, renormalise });
      const ids = entities.slice(0, COUNT).map(({ entityId }) => entityId);
      return { ids, steps, extended, seconds: (now() - start) / 1000 };
    },
  };
}

function neighbours(bench: Bench, name: string, options: Partial<BestFirstOptions>): Variant {
  return {
    name,
    exactOf: name.replace(', observed bound', ''),
    run: (query) => search(bench, query, { ...options, only: nearest(bench, query) }),
  };
}

function nearest({ base, vectors }: Bench, query: ClassQuery): ReadonlySet<string> {
  if (!vectors) throw new TypeError('This variant needs vectors.');
  const seeds = base.entities.flatMap(({ id }, i) => (query.seedIds.includes(id) ? [vectors[i] as Float32Array] : []));
  const similarity = (vector: Float32Array) =>
    seeds.reduce((sum, seed) => sum + vector.reduce((dot, x, d) => dot + x * (seed[d] as number), 0), 0);
  const ranked = base.entities
    .map(({ id }, i) => ({ id, score: similarity(vectors[i] as Float32Array) }))
    .filter(({ id }) => !query.seedIds.includes(id))
    .sort((a, b) => b.score - a.score);
  return new Set(ranked.slice(0, NEIGHBOURS).map(({ id }) => id));
}

function rounds({ base, model, tree, now }: Bench, name: string, options: Partial<BestFirstOptions>): Variant {
  const names = new Map(base.entities.map(({ id, name: text }) => [id, text]));
  return {
    name,
    exactOf: 'default',
    run: async (query) => {
      const promptOf = (accepted: string | null) => {
        const ids = accepted === null ? query.seedIds : [...query.seedIds, accepted];
        return model.tokenize(samplingPrompt(ids.map((id) => names.get(id) as string)));
      };
      const start = now();
      const { entities, steps } = await sampleInRounds(model, tree, {
        ...common(query),
        ...options,
        promptOf,
        perRound: 20,
        target: COUNT,
        maxRounds: 4,
      });
      return { ids: entities.slice(0, COUNT).map(({ entityId }) => entityId), steps, seconds: (now() - start) / 1000 };
    },
  };
}

function common(query: ClassQuery) {
  return { alpha: ALPHA, exclude: new Set(query.seedIds), maxSteps: 1e9 };
}
