import { randomUUID } from 'node:crypto';
import { createEvaluationService, createExpansionService, startWorkerLoop, type EngineDependencies } from '@etcetera/expansion';
import { embedBase, importEntities, type SourceRow } from '@etcetera/knowledge';
import { readConstrainedAnswer, type ListJudge, type TokenModel } from '@etcetera/ranking';
import { createRepositories, NotificationProgressBus, openNotifications, openTestDatabase, PgBossQueue } from '@etcetera/store';
import { readScripted, scriptedEmbedder, scriptedTokenModel } from './scripted-models.js';

const ANIMALS = {
  cat: ['lion', 'tiger', 'leopard', 'lynx', 'puma', 'cheetah', 'jaguar', 'ocelot', 'serval', 'caracal', 'cat', 'catfish cat'],
  bird: ['robin', 'sparrow', 'eagle', 'owl', 'heron', 'stork', 'crane', 'gull', 'tern', 'swift'],
  tool: ['hammer', 'saw', 'drill', 'wrench', 'plane', 'chisel', 'axe', 'file', 'clamp', 'vice'],
};

export const animalRows: readonly { name: string; description: string; className: string }[] = Object.entries(ANIMALS).flatMap(
  ([className, names]) => names.map((name) => ({ name, description: `a kind of ${className}`, className })),
);

async function* toRows(rows: readonly { name: string; description: string; className: string }[]): AsyncGenerator<SourceRow> {
  for (const [index, { name, description, className }] of rows.entries()) {
    yield await Promise.resolve({
      kind: 'row',
      line: index + 1,
      raw: name,
      name,
      description,
      attributes: { class: className },
    } as SourceRow);
  }
}

export interface TestEngineOptions {
  readonly databaseUrl?: string;
  readonly tokenModel?: TokenModel | undefined;
  readonly judge?: ListJudge | undefined;
  readonly rows?: readonly { name: string; description: string; className: string }[];
  readonly staleAfterMs?: number;
  readonly embed?: boolean;
}

/** A whole engine over a real database with scripted models. Close it. */
export async function openTestEngine(options: TestEngineOptions = {}) {
  const database = await openTestDatabase(options.databaseUrl ? { databaseUrl: options.databaseUrl } : {});
  const repositories = createRepositories(database);
  const actor = { name: 'test' };
  const importAll = (rows: readonly { name: string; description: string; className: string }[]) =>
    importEntities(repositories.knowledge, {
      baseSlug: 'animals',
      newBase: { name: 'Animals' },
      source: 'test',
      actor,
      rows: toRows(rows),
    });
  const { base } = await importAll(options.rows ?? animalRows);
  const embed = () => embedBase({ store: repositories.knowledge, embedder: scriptedEmbedder() }, 'animals');
  if (options.embed !== false) await embed();
  const notifications = await openNotifications(database);
  const queue = await PgBossQueue.start(database, notifications);
  const tokenModel = 'tokenModel' in options ? options.tokenModel : scriptedTokenModel();
  const models = [
    ...(tokenModel ? [{ ...tokenModel.identity, role: 'language' as const }] : []),
    ...(options.judge ? [{ ...options.judge.identity, role: 'judge' as const }] : []),
    { name: 'scripted embedder', fingerprint: 'e', kind: 'local' as const, role: 'embedding' as const },
  ];
  const engine: EngineDependencies = {
    store: repositories.expansions,
    evaluations: repositories.evaluations,
    ledger: repositories.ledger,
    vocabulary: repositories.vocabulary,
    live: {
      tokenModel,
      judge: options.judge,
      neighbours: repositories.neighbours,
      text: repositories.text,
      texts: repositories.entityTexts,
      priors: repositories.priors,
    },
    queue,
    bus: new NotificationProgressBus(notifications),
    clock: { now: () => Date.now() },
    capabilities: {
      channels: [...(tokenModel ? (['language-model'] as const) : []), 'embedding', 'text'],
      models,
      notices: [],
      defaultPreset: 'quick',
    },
    readers: { constrained: { read: readConstrainedAnswer }, structured: { read: readScripted } },
    codeVersion: 'test',
    workerName: `test:${randomUUID()}`,
    staleAfterMs: options.staleAfterMs ?? 10_000,
    evaluationStaleAfterMs: options.staleAfterMs ?? 120_000,
    judgeConcurrency: 1,
    newId: () => randomUUID(),
  };
  const expansions = createExpansionService(engine);
  const idOf = async (name: string) => {
    const [entity] = await repositories.knowledge.entitiesByExactName(base.id, name);
    if (!entity) throw new Error(`The test base has no ${name}.`);
    return entity.id;
  };
  const reported: unknown[] = [];
  return {
    database,
    repositories,
    engine,
    expansions,
    evaluations: createEvaluationService(engine, expansions),
    base,
    actor,
    reported,
    importAll,
    embed,
    idOf,
    startWorker: (over: Partial<EngineDependencies> = {}) =>
      startWorkerLoop({ ...engine, workerName: `test:${randomUUID()}`, ...over }, 1, (error) => reported.push(error)),
    request: async (
      seeds: readonly string[],
      overrides: Parameters<typeof expansions.start>[0]['overrides'] = {},
      negatives: readonly string[] = [],
    ) => ({
      baseId: base.id,
      seedIds: await Promise.all(seeds.map(idOf)),
      negativeSeedIds: await Promise.all(negatives.map(idOf)),
      overrides,
      requestedBy: 'test',
    }),
    close: async () => {
      await queue.stop(2000);
      await notifications.close();
      await database.close();
    },
  };
}

export type TestEngine = Awaited<ReturnType<typeof openTestEngine>>;
