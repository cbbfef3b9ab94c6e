import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ClassQuery } from '@etcetera/knowledge';
import { loadLocalTokenModel, type LocalTokenModel } from '@etcetera/models';
import {
  bestFirstSearch,
  calibrate,
  continuation,
  createConstrainedJudge,
  emptyPrior,
  fillPrior,
  lusar,
  NAME_END,
  neutralPrompt,
  PrefixTree,
  samplingPrompt,
  type ChannelProposals,
  type LusarEntity,
  type NodePrior,
  type ShownJudgement,
} from '@etcetera/ranking';
import { cacheFolder } from '../../steps/workspace.mjs';
import { likeness, modelStore, nearest, type Sample } from './cut-sample.js';

const MODEL = 'smollm2-135m-instruct-q4_1';

/** What the product uses for a base whose descriptions say the class, with the preset "quick" (libs/expansion, config/presets.ts). */
const SETTINGS = {
  candidateCount: 60,
  resultLimit: 200,
  fusionConstant: 10,
  listLength: 10,
  listsPerCandidate: 2,
  aggregation: 'borda' as const,
  adaptive: false,
  depth: 10,
  judgeWeight: 0.03,
  negativeWeight: 1,
  seed: 1,
};
const WEIGHTS = { embedding: 4, 'language-model': 1 };
const [ALPHA, PRIOR_WEIGHT, MAX_STEPS] = [0.6, 0.5, 5000];

/** A run as the product makes it, with the local models. */
export interface ProductRun {
  readonly proposals: readonly ChannelProposals[];
  readonly judgements: readonly ShownJudgement[];
  readonly ranking: readonly LusarEntity[];
}

/** Runs the whole method with the local models for each query, about five seconds each; queries done before come from the cache. */
export async function productRuns(
  sample: Sample,
  queries: readonly ClassQuery[],
  note: (line: string) => void,
): Promise<readonly ProductRun[]> {
  const folder = path.join(cacheFolder, 'cut', 'runs');
  mkdirSync(folder, { recursive: true });
  const fileOf = (query: ClassQuery) =>
    path.join(
      folder,
      `${createHash('sha256')
        .update(JSON.stringify([MODEL, SETTINGS, WEIGHTS, ALPHA, PRIOR_WEIGHT, query.seedIds]))
        .digest('hex')
        .slice(0, 24)}.json`,
    );
  const missing = queries.filter((query) => !existsSync(fileOf(query)));
  if (missing.length > 0) {
    const { path: modelPath, sha256 } = await modelStore().locate(MODEL);
    const model = await loadLocalTokenModel({ modelPath, name: MODEL, fingerprint: sha256 });
    const tree = PrefixTree.build(
      sample.names.map((name, i) => ({ entityId: sample.ids[i] as string, tokens: model.tokenize(continuation(name)) })),
      model.tokenize(NAME_END).at(-1) as number,
    );
    const prior = emptyPrior(tree);
    for (const [i, query] of missing.entries()) {
      writeFileSync(fileOf(query), JSON.stringify(await productRun(sample, query, model, tree, prior)));
      if (i % 10 === 9) note(`${i + 1} of ${missing.length} runs with the local models`);
    }
    await model.dispose();
  }
  return queries.map((query) => JSON.parse(readFileSync(fileOf(query), 'utf8')) as ProductRun);
}

async function productRun(
  sample: Sample,
  query: ClassQuery,
  model: LocalTokenModel,
  tree: PrefixTree,
  prior: NodePrior,
): Promise<ProductRun> {
  const judge = createConstrainedJudge(model);
  const entity = (id: string) => ({ id, name: sample.names[sample.rowOf.get(id) as number] as string });
  const proposals: ChannelProposals[] = [];
  const judgements: ShownJudgement[] = [];
  async function* propose(): AsyncGenerator<ChannelProposals> {
    const embedding = nearest(sample, likeness(sample, query.seedIds), new Set(query.seedIds), SETTINGS.resultLimit);
    proposals.push({ channel: 'embedding', weight: WEIGHTS.embedding, candidates: embedding });
    const found = await bestFirstSearch(model, tree, {
      prompt: model.tokenize(samplingPrompt(query.seedIds.map((id) => entity(id).name))),
      count: SETTINGS.candidateCount,
      alpha: ALPHA,
      exclude: new Set(query.seedIds),
      maxSteps: MAX_STEPS,
    });
    const leaves = found.entities.map(({ leaf }) => leaf);
    await fillPrior(model, tree, prior, model.tokenize(neutralPrompt()), leaves);
    const candidates = calibrate(found.entities, prior, PRIOR_WEIGHT, ALPHA).map(({ entityId, score }) => ({ entityId, score }));
    proposals.push({ channel: 'language-model', weight: WEIGHTS['language-model'], candidates });
    yield* proposals;
  }
  const { ranking } = await lusar(
    // The end is found from what is kept here; it is no part of the runs' key.
    { ...SETTINGS, cut: 'change-point' },
    {
      propose,
      judgeConcurrency: 1,
      judge: async (listIndex, members) => {
        const question = { listIndex, attempt: 1, seeds: query.seedIds.map(entity), negativeSeeds: [], members: members.map(entity) };
        const judgement = { shownIds: members, ...judge.read(question, await judge.ask(question)) };
        judgements.push(judgement);
        return [judgement];
      },
      leanToNegatives: async () => new Map(),
      publish: async () => undefined,
    },
  );
  return { proposals, judgements, ranking };
}
