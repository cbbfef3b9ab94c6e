import { createRequire } from 'node:module';
import path from 'node:path';
import { classBenchmark, entityId, readOpenMoji, type ClassQuery } from '@etcetera/knowledge';
import { loadLocalEmbedder, loadLocalTokenModel, type LocalTokenModel } from '@etcetera/models';
import { continuation, NAME_END, PrefixTree, samplingPrompt, type TokenModel, type TreeKey } from '@etcetera/ranking';
import { modelStore } from './cut-sample.js';

/** An entity of the sample base, under the id that an import gives it. */
export interface SampleEntity {
  readonly id: string;
  readonly name: string;
  readonly tags: string;
  readonly className: string;
}

/** The sample base without a database. */
export interface SampleBase {
  readonly entities: readonly SampleEntity[];
  /** Every fourth class of at least eight, its first query of three seeds: 22. */
  readonly queries: readonly ClassQuery[];
}

const SLUG = 'openmoji';
const EVERY = 4;

export async function sampleBase(): Promise<SampleBase> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('openmoji/package.json'));
  const entities: SampleEntity[] = [];
  for await (const row of readOpenMoji(folder)) {
    if (row.kind !== 'row') continue;
    const { externalId, name, description, attributes } = row;
    if (typeof externalId !== 'string' || typeof name !== 'string') throw new TypeError('An emoji has no code or no name.');
    entities.push({
      id: entityId(SLUG, SLUG, externalId),
      name,
      tags: String(description),
      className: String((attributes as { class?: string })?.class ?? ''),
    });
  }
  const first = classBenchmark(entities).filter((query) => query.queryIndex === 0);
  return { entities, queries: first.filter((_, index) => index % EVERY === 0) };
}

/** Where the language model that ships with the product lies on this machine, and what it is. */
export async function sampleModelFile(): Promise<{ readonly modelPath: string; readonly sha256: string }> {
  const { path: modelPath, sha256 } = await modelStore().locate('smollm2-135m-instruct-q4_1');
  return { modelPath, sha256 };
}

export async function sampleModel(): Promise<LocalTokenModel> {
  const { modelPath, sha256 } = await sampleModelFile();
  return loadLocalTokenModel({ modelPath, name: 'SmolLM2-135M-Instruct Q4_1', fingerprint: sha256 });
}

/** Unit vectors of the names with their tags, centred on their mean, as the product's embedding channel has them. */
export async function sampleVectors(entities: readonly SampleEntity[]): Promise<readonly Float32Array[]> {
  const { path: modelPath, sha256 } = await modelStore().locate('all-minilm-l6-v2');
  const embedder = await loadLocalEmbedder({ modelPath, model: 'all-MiniLM-L6-v2', sha256 });
  const vectors = await embedder.embed(entities.map(({ name, tags }) => `${name}: ${tags}`));
  await embedder.dispose();
  const mean =
    vectors[0]?.map((_, d) => vectors.reduce((sum, vector) => sum + (vector[d] as number), 0) / vectors.length) ?? new Float32Array();
  return vectors.map((vector) => unit(vector.map((x, d) => x - (mean[d] as number))));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}

export function sampleTree(model: Pick<TokenModel, 'tokenize'>, entities: readonly SampleEntity[]): PrefixTree {
  const keys = entities.map(({ id, name }): TreeKey => ({ entityId: id, tokens: model.tokenize(continuation(name)) }));
  return PrefixTree.build(keys, model.tokenize(NAME_END).at(-1) as number);
}

/** The tokens of the prompt of a query: the names of its seeds in the order of the benchmark. */
export function seedPrompt(model: Pick<TokenModel, 'tokenize'>, base: SampleBase, seedIds: readonly string[]): readonly number[] {
  const names = new Map(base.entities.map(({ id, name }) => [id, name]));
  return model.tokenize(samplingPrompt(seedIds.map((id) => names.get(id) as string)));
}
