import type { ListJudge } from '@etcetera/ranking';
import type { EvaluationStore } from '../ports/evaluation-store.js';
import type { ExpansionStore } from '../ports/expansion-store.js';
import type { JobQueue, ProgressBus } from '../ports/job-queue.js';
import type { Ledger } from '../ports/ledger.js';
import type { Clock, VocabularySource } from '../ports/sources.js';
import type { Capabilities } from '../services.js';
import type { LiveSources } from './live-sources.js';

/** Everything the run engine works with; composed by the runtime. */
export interface EngineDependencies {
  readonly store: ExpansionStore;
  readonly evaluations: EvaluationStore;
  readonly ledger: Ledger;
  readonly vocabulary: VocabularySource;
  readonly live: LiveSources;
  readonly queue: JobQueue;
  readonly bus: ProgressBus;
  readonly clock: Clock;
  readonly capabilities: Capabilities;
  /** How recorded answers are read, by kind of judge: replay needs no model. */
  readonly readers: Readonly<Record<ListJudge['kind'], Pick<ListJudge, 'read'>>>;
  /** Version of this code, stored with each run. */
  readonly codeVersion: string;
  /** Name of this process among the workers. */
  readonly workerName: string;
  /** A claim whose heartbeat is older than this may be taken over. */
  readonly staleAfterMs: number;
  /** The same for evaluations, whose heartbeat is each finished query: longer than a query takes. */
  readonly evaluationStaleAfterMs: number;
  /** Short lists judged at the same time. */
  readonly judgeConcurrency: number;
  /** A new unique id. */
  readonly newId: () => string;
}
