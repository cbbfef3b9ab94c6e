import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Environment } from '@etcetera/config';
import {
  createEvaluationService,
  createExpansionService,
  startWorkerLoop,
  type EngineDependencies,
  type EvaluationService,
  type ExpansionService,
} from '@etcetera/expansion';
import { embedBase, type EmbedProgress, type ImportProgress } from '@etcetera/knowledge';
import { readStructuredAnswer } from '@etcetera/models';
import { readConstrainedAnswer } from '@etcetera/ranking';
import {
  createRepositories,
  NotificationProgressBus,
  openDatabase,
  openNotifications,
  PgBossQueue,
  type OpenedDatabase,
  type Repositories,
} from '@etcetera/store';
import { codeVersion } from './code-version.js';
import { capabilitiesOf } from './models/capabilities.js';
import { loadModels, type LoadedModels } from './models/load-models.js';
import { ensureSampleBenchmark, importSampleBase, SAMPLE_SLUG } from './sample/sample-base.js';
import { startEmbedLoop } from './workers/embed-loop.js';
import { startEvaluationLoop } from './workers/evaluation-loop.js';

/** A claim is taken over when its worker has not been heard of for this long. */
const STALE_AFTER_MS = 10_000;
/** A query of an evaluation takes seconds, under load a minute. */
const EVALUATION_STALE_AFTER_MS = 120_000;

/** Told what happens while the runtime opens. */
export interface OpeningObserver {
  say(message: string): void;
  fetching(modelId: string, bytesDone: number, bytesTotal: number): void;
  importing(progress: ImportProgress): void;
  embedding(slug: string, progress: EmbedProgress): void;
}

export interface OpenRuntimeOptions {
  readonly environment: Environment;
  readonly observer: OpeningObserver;
  readonly signal: AbortSignal;
  /** 'embedder' is enough for imports; 'none' is for commands that ask no model (replay, keys, audit). */
  readonly models: 'all' | 'embedder' | 'none';
  /** True: this process runs expansions and evaluations. */
  readonly work: boolean;
  /** True: the sample base is imported and embedded when it is not there. */
  readonly sample: boolean;
  readonly report: (error: unknown) => void;
}

/** Everything that api, worker and command line share, composed in this one place. */
export interface Runtime {
  readonly database: OpenedDatabase;
  readonly repositories: Repositories;
  readonly models: LoadedModels;
  readonly engine: EngineDependencies;
  readonly expansions: ExpansionService;
  readonly evaluations: EvaluationService;
  readonly version: string;
  /** Stops taking work, gives claims back, closes models and database. */
  close(): Promise<void>;
}

const NO_MODELS: LoadedModels = {
  tokenModel: undefined,
  embedder: undefined,
  judge: undefined,
  notices: [],
  dispose: () => Promise.resolve(),
};

/**
 * Opens the database, loads models, imports the sample base when asked, and starts the workers.
 * @throws DatabaseError, DataDirectoryLockedError, MigrationError; the signal's reason when cancelled.
 */
export async function openRuntime(options: OpenRuntimeOptions): Promise<Runtime> {
  const { environment, observer, signal } = options;
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const location = environment.databaseUrl ? { databaseUrl: environment.databaseUrl } : { dataDirectory: environment.dataDirectory };
    const database = await openDatabase(location, { onNotice: (message) => observer.say(message) });
    undo.push(() => database.close());
    signal.throwIfAborted();
    const repositories = createRepositories(database);
    const models =
      options.models === 'none'
        ? NO_MODELS
        : await loadModels(environment, options.models, (sha256) => repositories.knowledge.imageBytes(sha256), observer, signal);
    undo.push(() => models.dispose());
    if (options.sample) await prepareSample(repositories, models, options);

    const notifications = await openNotifications(database, { onNotice: (message) => observer.say(message) });
    undo.push(() => notifications.close());
    const queue = await PgBossQueue.start(database, notifications, { onNotice: (message) => observer.say(message) });
    undo.push(() => queue.stop(5_000));
    const engine = composeEngine(
      environment,
      repositories,
      models,
      queue,
      new NotificationProgressBus(notifications),
      await hasVectors(repositories),
    );
    const expansions = createExpansionService(engine);
    const evaluations = createEvaluationService(engine, expansions);
    if (options.work) {
      const concurrency = models.judge?.identity.kind === 'remote' ? 4 : 2;
      const runs = await startWorkerLoop(engine, concurrency, options.report);
      undo.push(() => runs.stop());
      const evaluating = await startEvaluationLoop(
        { queue, store: repositories.evaluations, service: evaluations, staleAfterMs: engine.evaluationStaleAfterMs },
        options.report,
      );
      undo.push(() => evaluating.stop());
      const embedding = await startEmbedLoop(
        { queue, store: repositories.knowledge, embedder: models.embedder },
        (slug, progress) => observer.embedding(slug, progress),
        options.report,
      );
      undo.push(() => embedding.stop());
    }
    return { database, repositories, models, engine, expansions, evaluations, version: engine.codeVersion, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepareSample(
  { knowledge, evaluations }: Repositories,
  models: LoadedModels,
  { observer, signal }: OpenRuntimeOptions,
): Promise<void> {
  const bases = await knowledge.listBases();
  const sample = bases.find((base) => base.slug === SAMPLE_SLUG);
  if (!sample || (await evaluations.benchmarkBySlug(SAMPLE_SLUG)) === undefined) {
    const imported = await importSampleBase(knowledge, (progress) => observer.importing(progress), signal);
    signal.throwIfAborted();
    observer.say(
      `Sample base OpenMoji: ${imported.import.created + imported.import.unchanged + imported.import.updated} entities, ${Math.round(imported.rowsPerSecond)} rows a second.`,
    );
  }
  if (models.embedder) {
    const embedded = await embedBase({ store: knowledge, embedder: models.embedder }, SAMPLE_SLUG, {
      signal,
      onProgress: (progress) => observer.embedding(SAMPLE_SLUG, progress),
    });
    if (embedded.written > 0)
      observer.say(
        `Embedded ${embedded.written} entities, ${Math.round((embedded.written * 1000) / Math.max(1, embedded.elapsedMs))} a second.`,
      );
  }
  signal.throwIfAborted();
  await ensureSampleBenchmark(knowledge, evaluations);
}

async function hasVectors({ knowledge }: Repositories): Promise<boolean> {
  for (const base of await knowledge.listBases()) {
    const space = await knowledge.activeSpace(base.id);
    if (space && space.vectorCount > 0) return true;
  }
  return false;
}

function composeEngine(
  environment: Environment,
  repositories: Repositories,
  models: LoadedModels,
  queue: PgBossQueue,
  bus: NotificationProgressBus,
  vectors: boolean,
): EngineDependencies {
  return {
    store: repositories.expansions,
    evaluations: repositories.evaluations,
    ledger: repositories.ledger,
    vocabulary: repositories.vocabulary,
    live: {
      tokenModel: models.tokenModel,
      judge: models.judge,
      neighbours: repositories.neighbours,
      text: repositories.text,
      texts: repositories.entityTexts,
      priors: repositories.priors,
    },
    queue,
    bus,
    clock: { now: () => Date.now() },
    capabilities: capabilitiesOf(models, vectors, models.notices),
    readers: { constrained: { read: readConstrainedAnswer }, structured: { read: readStructuredAnswer } },
    codeVersion: codeVersion(),
    workerName: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
    staleAfterMs: STALE_AFTER_MS,
    evaluationStaleAfterMs: EVALUATION_STALE_AFTER_MS,
    judgeConcurrency: models.judge?.identity.kind === 'remote' ? (environment.endpoint?.concurrency ?? 4) : 1,
    newId: () => randomUUID(),
  };
}
