import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { classBenchmark, entityId, readOpenMoji, type ClassQuery } from '@etcetera/knowledge';
import { defaultModelsFolder, loadLocalTokenModel, ModelStore, type LocalTokenModel } from '@etcetera/models';
import { continuation, NAME_END, PrefixTree, samplingPrompt, type TokenModel, type TreeKey } from '@etcetera/ranking';

/** An entity of the sample base, under the id that an import gives it. */
export interface SampleEntity {
  readonly id: string;
  readonly name: string;
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
    const { externalId, name, attributes } = row;
    if (typeof externalId !== 'string' || typeof name !== 'string') throw new TypeError('An emoji has no code or no name.');
    entities.push({ id: entityId(SLUG, SLUG, externalId), name, className: String((attributes as { class?: string })?.class ?? '') });
  }
  const first = classBenchmark(entities).filter((query) => query.queryIndex === 0);
  return { entities, queries: first.filter((_, index) => index % EVERY === 0) };
}

/** The language model that ships with the product, from the models folder of this machine. */
export async function sampleModel(): Promise<LocalTokenModel> {
  const store = new ModelStore(process.env['ETCETERA_MODELS_DIR'] ?? defaultModelsFolder(homedir()));
  const { path: modelPath, sha256 } = await store.locate('smollm2-135m-instruct-q4_1');
  return loadLocalTokenModel({ modelPath, name: 'SmolLM2-135M-Instruct Q4_1', fingerprint: sha256 });
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
