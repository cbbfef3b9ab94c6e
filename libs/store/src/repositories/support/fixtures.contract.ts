import { createHash, randomUUID } from 'node:crypto';
import type { ExpansionActual, ExpansionConfig, ExpansionPlan, ExpansionRun } from '@etcetera/expansion';
import type { Actor, ImportedEntity, KnowledgeBaseRow } from '@etcetera/knowledge';
import type { Database } from '../../database/index.js';
import { createRepositories, type Repositories } from '../create-repositories.js';

/** What every suite is given: a database that it may fill, and the repositories over it. */
export interface Subject {
  readonly database: Database;
  readonly repositories: Repositories;
}

export const subjectOf = (database: Database): Subject => ({ database, repositories: createRepositories(database) });

export const ada: Actor = { name: 'ada', requestId: 'request-1' };

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** A picture of its text. */
export function picture(text: string): ImportedEntity['images'][number] {
  const bytes = new TextEncoder().encode(`<svg>${text}</svg>`);
  return { sha256: sha256(bytes), mimeType: 'image/svg+xml', bytes, altText: text };
}

/** An entity as an importer would hand it over; its content hash follows its content. */
export function imported(
  baseId: string,
  name: string,
  parts: Partial<Omit<ImportedEntity, 'id' | 'aliases'>> & { aliases?: readonly string[] } = {},
): ImportedEntity {
  const { aliases = [], ...rest } = parts;
  const content = {
    source: 'test',
    externalId: name,
    name,
    normalizedName: name.toLowerCase(),
    contexts: [],
    images: [],
    attributes: {},
    ...rest,
    aliases: aliases.map((text) => ({ text, normalizedText: text.toLowerCase() })),
  };
  return {
    id: entityId(baseId, content.externalId),
    ...content,
    contentHash: sha256(JSON.stringify(content, (_, value: unknown) => (value instanceof Uint8Array ? sha256(value) : value))),
  };
}

/** The id that {@link imported} gives the entity of that external id. */
export const entityId = (baseId: string, externalId: string): string => `${baseId.slice(0, 8)}-${sha256(externalId).slice(0, 12)}`;

/** A base of its own for one test. */
export function newBase({ repositories }: Subject): Promise<KnowledgeBaseRow> {
  return repositories.knowledge.ensureBase({ slug: `base-${randomUUID()}`, name: 'A base' }, ada);
}

/** Imports entities and returns the id of the import, which stays open. */
export async function fill({ repositories }: Subject, baseId: string, entities: readonly ImportedEntity[]): Promise<string> {
  const started = await repositories.knowledge.startImport({ baseId, source: 'test' }, ada);
  await repositories.knowledge.writeImportBatch(started.id, { entities, rejections: [], rowsRead: entities.length });
  return started.id;
}

/** A base with these entities, given as name, or name and what is special about it. */
export async function baseOf(
  subject: Subject,
  entities: readonly (string | readonly [string, Parameters<typeof imported>[2]])[],
): Promise<KnowledgeBaseRow> {
  const base = await newBase(subject);
  await fill(
    subject,
    base.id,
    entities.map((entity) => (typeof entity === 'string' ? imported(base.id, entity) : imported(base.id, ...entity))),
  );
  return base;
}

export const config: ExpansionConfig = {
  method: 'lusar',
  preset: 'quick',
  candidateCount: 60,
  resultLimit: 60,
  listLength: 10,
  listsPerCandidate: 2,
  lengthPenalty: 0.6,
  search: 'best-first',
  renormalise: false,
  priorWeight: 0.5,
  maxSearchSteps: 1000,
  channelWeights: { 'language-model': 1, embedding: 1, text: 0 },
  fusionConstant: 10,
  judgeWeight: 0.5,
  judge: 'constrained',
  negativeWeight: 0,
  aggregation: 'borda',
  adaptive: false,
  cut: 'change-point',
  pageDepth: 10,
  tiePolicy: 'stage-1 score, then entity id',
  reaskMissing: true,
  cache: 'reuse',
  seed: 7,
  limits: { maxCalls: 100, maxTokens: 100_000, maxCostMicroUsd: null, maxSeconds: 600 },
};

export const plan: ExpansionPlan = {
  candidates: 60,
  judgements: 12,
  maxSearchSteps: 1000,
  embeddingCalls: 0,
  calls: 12,
  promptTokens: 1200,
  completionTokens: 0,
  costMicroUsd: 0,
  estimatedSeconds: 3,
  warnings: [],
};

export const actual: ExpansionActual = {
  candidates: 60,
  judgements: 12,
  reasks: 0,
  searchSteps: 400,
  calls: 12,
  reusedCalls: 0,
  promptTokens: 1100,
  completionTokens: 0,
  costMicroUsd: 0,
  seconds: 2.5,
  outcomes: { complete: 12, partial: 0, 'none-belong': 0, malformed: 0 },
};

/** A QUEUED run over a base. */
export function newRun({ repositories }: Subject, baseId: string, seedIds: readonly string[] = []): Promise<ExpansionRun> {
  return repositories.expansions.create(
    {
      id: randomUUID(),
      baseId,
      seedIds,
      negativeSeedIds: [],
      config,
      configHash: 'c0ffee',
      plan,
      warnings: [],
      models: [],
      codeVersion: '0.1.0',
    },
    ada,
  );
}
