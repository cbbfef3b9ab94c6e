import type { Actor } from '@etcetera/knowledge';
import type { ExpansionConfig, UsedModel, Warning } from '../model.js';

export interface BenchmarkRow {
  readonly id: string;
  readonly slug: string;
  readonly baseId: string;
  readonly name: string;
  readonly description: string | null;
}

export interface BenchmarkQueryRow {
  readonly id: string;
  readonly className: string;
  readonly queryIndex: number;
  readonly seedIds: readonly string[];
  readonly goldIds: readonly string[];
}

export interface EvaluationRow {
  readonly id: string;
  readonly benchmarkId: string;
  readonly method: string;
  readonly status: 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';
  readonly config: ExpansionConfig;
  readonly queryCount: number;
  readonly completed: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly elapsedMs: number | null;
  readonly codeVersion: string;
  readonly configHash: string;
  readonly models: readonly UsedModel[];
  readonly errorMessage: string | null;
  readonly createdAt: Date;
}

export interface QueryResult {
  readonly queryId: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly rankedIds: readonly string[];
  readonly elapsedMs: number;
  readonly warnings: readonly Warning[];
}

/** Storage of benchmarks and evaluations. */
export interface EvaluationStore {
  /** Creates the benchmark with its queries, or leaves an existing one of that slug alone. */
  ensureBenchmark(input: {
    slug: string;
    baseId: string;
    name: string;
    description?: string;
    queries: readonly Omit<BenchmarkQueryRow, 'id'>[];
  }): Promise<BenchmarkRow>;
  benchmarkBySlug(slug: string): Promise<BenchmarkRow | undefined>;
  listBenchmarks(): Promise<readonly BenchmarkRow[]>;
  /** Queries ordered by (class name, index). `perClass` keeps those with index < perClass. */
  queries(benchmarkId: string, perClass: number): Promise<readonly BenchmarkQueryRow[]>;
  create(
    input: {
      benchmarkId: string;
      method: string;
      config: ExpansionConfig;
      configHash: string;
      models: readonly UsedModel[];
      codeVersion: string;
      queryCount: number;
    },
    actor: Actor,
  ): Promise<EvaluationRow>;
  byId(id: string): Promise<EvaluationRow | undefined>;
  /** One conditional update, as for runs. */
  claim(worker: string, staleAfterMs: number, id: string): Promise<{ fence: number } | undefined>;
  /** Saves a query's result and raises `completed`, unless the fence is stale. Saving it again replaces it. */
  saveQueryResult(id: string, fence: number, result: QueryResult): Promise<void>;
  results(id: string): Promise<readonly QueryResult[]>;
  finish(
    id: string,
    fence: number,
    outcome: {
      status: 'COMPLETED' | 'FAILED' | 'CANCELLED';
      metrics: Readonly<Record<string, number>>;
      elapsedMs: number;
      errorMessage?: string;
    },
  ): Promise<void>;
  unfinished(staleAfterMs: number): Promise<readonly string[]>;
}
