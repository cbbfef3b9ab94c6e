import { macroAverage, scoreQuery } from '@etcetera/evaluation';
import { InvalidInputError } from '@etcetera/knowledge';
import { canonicalJson, sha256Hex } from '../canonical-json.js';
import { createLiveCalls } from '../calls/live-calls.js';
import type { EngineDependencies } from '../engine/engine-dependencies.js';
import { executeExpansion } from '../engine/execute-expansion.js';
import { modelsOf, prepareExecution } from '../engine/prepare-execution.js';
import type { Vocabulary } from '../model.js';
import type { BenchmarkQueryRow, EvaluationRow, QueryResult } from '../ports/evaluation-store.js';
import { StaleClaimError } from '../ports/expansion-store.js';
import { UnknownBenchmarkError, type EvaluationService, type ExpansionService } from '../services.js';

const QUERIES_PER_CLASS = { low: 1, high: 5 };

export function createEvaluationService(engine: EngineDependencies, expansions: ExpansionService): EvaluationService {
  return {
    start: async (input, actor) => {
      const { evaluations } = engine;
      const benchmark = await evaluations.benchmarkBySlug(input.benchmark);
      if (!benchmark)
        throw new UnknownBenchmarkError(
          input.benchmark,
          (await evaluations.listBenchmarks()).map((known) => known.slug),
        );
      const { low, high } = QUERIES_PER_CLASS;
      if (!Number.isInteger(input.queriesPerClass) || input.queriesPerClass < low || input.queriesPerClass > high) {
        throw new InvalidInputError('queriesPerClass', String(input.queriesPerClass), `a whole number from ${low} to ${high} is needed`);
      }
      const queries = await evaluations.queries(benchmark.id, input.queriesPerClass);
      const { config } = await expansions.estimate({
        baseId: benchmark.baseId,
        seedIds: queries[0]?.seedIds ?? [],
        negativeSeedIds: [],
        overrides: { ...input.overrides, method: input.method },
        requestedBy: actor.name,
      });
      const row = await evaluations.create(
        {
          benchmarkId: benchmark.id,
          method: input.method,
          config,
          configHash: sha256Hex(canonicalJson(config)),
          models: modelsOf(engine, config),
          codeVersion: engine.codeVersion,
          queryCount: queries.length,
        },
        actor,
      );
      await engine.queue.enqueue('evaluation', row.id);
      return row;
    },
    run: (id, onProgress, signal) => runEvaluation(engine, id, onProgress, signal),
  };
}

/** Runs what is left of an evaluation: queries that have a stored result are not run again. */
async function runEvaluation(
  engine: EngineDependencies,
  id: string,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<EvaluationRow> {
  const { evaluations } = engine;
  const evaluation = await evaluations.byId(id);
  if (!evaluation) throw new InvalidInputError('id', id, 'the id of an evaluation is needed');
  const claim = await evaluations.claim(engine.workerName, engine.evaluationStaleAfterMs, id);
  if (!claim) return evaluation;
  const startedAt = engine.clock.now();
  try {
    const benchmark = (await evaluations.listBenchmarks()).find((known) => known.id === evaluation.benchmarkId);
    if (!benchmark) throw new InvalidInputError('benchmark', evaluation.benchmarkId, 'the benchmark of this evaluation is gone');
    const all = await evaluations.queries(benchmark.id, QUERIES_PER_CLASS.high);
    const perClass = Math.max(1, Math.round(evaluation.queryCount / new Set(all.map((query) => query.className)).size));
    const queries = all.filter((query) => query.queryIndex < perClass);
    const results = new Map((await evaluations.results(id)).map((result) => [result.queryId, result]));
    const vocabulary = await engine.vocabulary.current(benchmark.baseId);
    for (const query of queries) {
      signal.throwIfAborted();
      if (!results.has(query.id)) {
        const result = await runQuery(engine, evaluation, benchmark.baseId, vocabulary, query, signal);
        await evaluations.saveQueryResult(id, claim.fence, result);
        results.set(query.id, result);
      }
      onProgress(results.size, queries.length);
    }
    const { scores } = macroAverage(
      queries.map((query) => ({ classId: query.className, queryIndex: query.queryIndex, scores: results.get(query.id)?.metrics ?? {} })),
    );
    const elapsedMs = [...results.values()].reduce((sum, result) => sum + result.elapsedMs, 0);
    await evaluations.finish(id, claim.fence, { status: 'COMPLETED', metrics: scores, elapsedMs });
  } catch (error) {
    // Stopped with the process, or taken over: what is done is kept, and the rest goes on elsewhere or at the next start.
    if (signal.aborted || error instanceof StaleClaimError) return (await evaluations.byId(id)) ?? evaluation;
    const outcome = {
      metrics: {},
      elapsedMs: engine.clock.now() - startedAt,
      errorMessage: error instanceof Error ? error.message : String(error),
    };
    await evaluations.finish(id, claim.fence, { status: 'FAILED', ...outcome });
    throw error;
  }
  return (await evaluations.byId(id)) ?? evaluation;
}

async function runQuery(
  engine: EngineDependencies,
  evaluation: EvaluationRow,
  baseId: string,
  vocabulary: Vocabulary,
  query: BenchmarkQueryRow,
  signal: AbortSignal,
): Promise<QueryResult> {
  const startedAt = engine.clock.now();
  const { config } = evaluation;
  const calls = await createLiveCalls({ ledger: engine.ledger, clock: engine.clock, cache: config.cache, limits: config.limits });
  const quiet = { searched: () => undefined, page: () => Promise.resolve(), judged: () => Promise.resolve() };
  const prepared = await prepareExecution(
    engine,
    { baseId, seedIds: query.seedIds, negativeSeedIds: [], config, vocabulary },
    calls,
    quiet,
    signal,
  );
  const { result } = await executeExpansion(prepared);
  await calls.flush();
  const rankedIds = result.ranking.map((entity) => entity.entityId);
  return {
    queryId: query.id,
    rankedIds,
    metrics: scoreQuery({ rankedIds, goldIds: query.goldIds, seedIds: query.seedIds }),
    elapsedMs: engine.clock.now() - startedAt,
    warnings: result.warnings,
  };
}
