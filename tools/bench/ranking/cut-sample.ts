import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { classBenchmark, entityText, openImportFile, validateRow, type ClassQuery, type EmbeddingTemplate } from '@etcetera/knowledge';
import { defaultModelsFolder, loadLocalEmbedder, ModelStore } from '@etcetera/models';
import { cacheFolder } from '../../steps/workspace.mjs';

const EMBEDDER = 'all-minilm-l6-v2';

/** The sample base in memory: entities with their gold class, and their vectors, centred on the mean and of length 1, row by row. */
export interface Sample {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly classes: readonly string[];
  /** Row of an id. */
  readonly rowOf: ReadonlyMap<string, number>;
  readonly dimensions: number;
  readonly vectors: Float64Array;
}

/** Reads and embeds the sample base with the ids that an import gives, or takes the vectors of an earlier run from the cache. */
export async function loadSample(template: EmbeddingTemplate): Promise<Sample> {
  const file = await openImportFile(path.dirname(createRequire(import.meta.url).resolve('openmoji/package.json')));
  const entities: { id: string; name: string; className: string; text: string }[] = [];
  for await (const row of file.rows) {
    const checked = validateRow(row, { baseSlug: 'openmoji', source: 'openmoji' });
    if (!('entity' in checked)) continue;
    const { id, name, attributes } = checked.entity;
    const className = attributes['class'];
    entities.push({ id, name, className: typeof className === 'string' ? className : '', text: entityText(template, checked.entity) });
  }
  const raw = await embedCached(entities.map((entity) => entity.text));
  return {
    ids: entities.map((entity) => entity.id),
    names: entities.map((entity) => entity.name),
    classes: entities.map((entity) => entity.className),
    rowOf: new Map(entities.map((entity, row) => [entity.id, row])),
    ...centred(raw, entities.length),
  };
}

/** The models in the user's cache, where `npm start` puts them. */
export function modelStore(): ModelStore {
  return new ModelStore(process.env['ETCETERA_MODELS_DIR'] ?? defaultModelsFolder(os.homedir(), process.env['XDG_CACHE_HOME']));
}

/** Cosine of every row to the centroid of the references. */
export function likeness(sample: Sample, referenceIds: readonly string[]): Float64Array {
  const { dimensions, vectors } = sample;
  const centroid = new Float64Array(dimensions);
  for (const id of referenceIds) vectorOf(sample, id).forEach((value, i) => (centroid[i] = (centroid[i] as number) + value));
  const length = Math.sqrt(centroid.reduce((sum, value) => sum + value * value, 0)) || 1;
  return Float64Array.from(sample.ids, (_, row) => {
    let dot = 0;
    for (let i = 0; i < dimensions; i++) dot += (vectors[row * dimensions + i] as number) * (centroid[i] as number);
    return dot / length;
  });
}

/** Likeness of each seed to the centroid of the other seeds: how alike members of the set are. Nothing for a single seed. */
export function seedLikeness(sample: Sample, seedIds: readonly string[]): number[] {
  if (seedIds.length < 2) return [];
  return seedIds.map((id) => {
    const others = seedIds.filter((other) => other !== id);
    return likeness(sample, others)[sample.rowOf.get(id) as number] as number;
  });
}

/** The rows with the highest scores, best first, ties by id. */
export function nearest(sample: Sample, scores: Float64Array, excluded: ReadonlySet<string>, limit: number) {
  return sample.ids
    .map((entityId, row) => ({ entityId, score: scores[row] as number }))
    .filter(({ entityId }) => !excluded.has(entityId))
    .sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1))
    .slice(0, limit);
}

function vectorOf({ rowOf, vectors, dimensions }: Sample, id: string): Float64Array {
  const row = rowOf.get(id) as number;
  return vectors.subarray(row * dimensions, (row + 1) * dimensions);
}

/** Queries of the sample base's benchmark: of each subgroup of at least eight, some members as seeds, the others as gold. */
export function sampleQueries(sample: Sample, seedsPerQuery: number, queriesPerClass: number): readonly ClassQuery[] {
  const members = sample.ids.map((id, i) => ({ id, className: sample.classes[i] as string })).filter(({ className }) => className !== '');
  return classBenchmark(members, { seedsPerQuery, queriesPerClass });
}

async function embedCached(texts: readonly string[]): Promise<Float32Array> {
  const { path: modelPath, sha256 } = await modelStore().locate(EMBEDDER);
  const key = createHash('sha256')
    .update(JSON.stringify([sha256, texts]))
    .digest('hex')
    .slice(0, 24);
  const folder = path.join(cacheFolder, 'cut');
  const cached = path.join(folder, `${key}.f32`);
  try {
    const bytes = readFileSync(cached);
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  } catch {
    const embedder = await loadLocalEmbedder({ modelPath, model: EMBEDDER, sha256 });
    const vectors = await embedder.embed(texts);
    await embedder.dispose();
    const all = new Float32Array(texts.length * embedder.dimensions);
    vectors.forEach((vector, i) => all.set(vector, i * embedder.dimensions));
    mkdirSync(folder, { recursive: true });
    writeFileSync(cached, new Uint8Array(all.buffer));
    return all;
  }
}

function centred(raw: Float32Array, count: number): { dimensions: number; vectors: Float64Array } {
  const dimensions = raw.length / count;
  const mean = new Float64Array(dimensions);
  raw.forEach((value, i) => (mean[i % dimensions] = (mean[i % dimensions] as number) + value / count));
  const vectors = Float64Array.from(raw, (value, i) => value - (mean[i % dimensions] as number));
  for (let row = 0; row < count; row++) {
    const part = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.sqrt(part.reduce((sum, x) => sum + x * x, 0));
    for (let i = 0; i < dimensions; i++) part[i] = (part[i] as number) / (length || 1);
  }
  return { dimensions, vectors };
}
