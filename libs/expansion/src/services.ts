import type { Actor } from '@etcetera/knowledge';
import type {
  Channel,
  ExpansionConfig,
  ExpansionPlan,
  ExpansionRequest,
  ExpansionRun,
  Method,
  Preset,
  ProgressEvent,
  UsedModel,
  Warning,
} from './model.js';
import type { EvaluationRow } from './ports/evaluation-store.js';

/** What this process can do now; decided once at start. */
export interface Capabilities {
  readonly channels: readonly Channel[];
  readonly models: readonly UsedModel[];
  /** What is missing and what follows from it, in sentences for people. */
  readonly notices: readonly string[];
  readonly defaultPreset: Preset;
}

/** A request, resolved: what would run. */
export interface Estimate {
  readonly config: ExpansionConfig;
  readonly plan: ExpansionPlan;
  readonly channels: readonly Channel[];
  readonly warnings: readonly Warning[];
}

/** What a replay found. */
export interface ReplayReport {
  readonly expansionId: string;
  readonly identical: boolean;
  readonly expectedSha256: string;
  readonly actualSha256: string;
  readonly callsUsed: number;
  readonly seconds: number;
}

/** The expansion use cases, as API and CLI see them. Seeds are ids that were resolved and validated before. */
export interface ExpansionService {
  readonly capabilities: Capabilities;
  /** @throws InvalidInputError for settings out of range. */
  estimate(request: ExpansionRequest): Promise<Estimate>;
  /** Stores the run and wakes a worker. @throws InvalidInputError */
  start(request: ExpansionRequest, actor: Actor): Promise<ExpansionRun>;
  /** The run as soon as it has ended, or as it is after `waitMs`. */
  wait(id: string, waitMs: number, signal?: AbortSignal): Promise<ExpansionRun | undefined>;
  cancel(id: string, actor: Actor): Promise<ExpansionRun | undefined>;
  /** @throws ReplayError when the run has no result or a recorded answer is missing. */
  replay(id: string): Promise<ReplayReport>;
  /** Events after `sequence`, stored ones first, then live ones; ends when the run has ended. */
  progress(id: string, sequence: number, signal: AbortSignal): AsyncIterable<ProgressEvent>;
}

/** The evaluation use cases. */
export interface EvaluationService {
  /** Stores the evaluation and wakes a worker. @throws UnknownBenchmarkError, InvalidInputError */
  start(
    input: { benchmark: string; method: Method; queriesPerClass: number; overrides: ExpansionRequest['overrides'] },
    actor: Actor,
  ): Promise<EvaluationRow>;
  /** Runs an evaluation in this process to its end, reporting each finished query. */
  run(id: string, onProgress: (done: number, total: number) => void, signal: AbortSignal): Promise<EvaluationRow>;
}

/** A run cannot be replayed; says why. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
  readonly code = 'NOT_REPLAYABLE';
}

/** No benchmark of that name. */
export class UnknownBenchmarkError extends Error {
  override readonly name = 'UnknownBenchmarkError';
  readonly code = 'UNKNOWN_BENCHMARK';
  constructor(
    readonly benchmark: string,
    readonly known: readonly string[],
  ) {
    super(`There is no benchmark "${benchmark}". Known benchmarks: ${known.join(', ') || 'none yet'}.`);
  }
}
