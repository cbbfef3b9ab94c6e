import { canonicalJson, sha256Hex } from '../canonical-json.js';
import { createReplayCalls } from '../calls/replay-calls.js';
import type { EngineDependencies } from '../engine/engine-dependencies.js';
import { executeExpansion } from '../engine/execute-expansion.js';
import { ReplayError, type ReplayReport } from '../services.js';

/** What a replay reads: stores only, no models. */
export type ReplayDependencies = Pick<EngineDependencies, 'store' | 'ledger' | 'vocabulary' | 'readers' | 'clock'>;

/**
 * Runs a completed expansion again from its recorded answers and compares the bytes of the result.
 * @throws ReplayError when there is no such run, it has no result, or an answer is missing.
 */
export async function replayRun(engine: ReplayDependencies, id: string): Promise<ReplayReport> {
  const startedAt = engine.clock.now();
  const run = await engine.store.byId(id);
  if (!run) throw new ReplayError(`There is no expansion ${id}.`);
  if (run.resultSha256 === null || run.vocabularyHash === null)
    throw new ReplayError(`Expansion ${id} is ${run.status}: only a completed run has a result to replay.`);
  const recorded = await engine.ledger.callsOf(id);
  const calls = createReplayCalls(recorded);
  const identity = run.models.find((model) => model.role === 'judge') ?? { name: 'recorded', fingerprint: '', kind: 'local' as const };
  const hasVectors = recorded.has('neighbours') || recorded.has('contrast:seeds');
  const { result } = await executeExpansion({
    baseId: run.baseId,
    seedIds: run.seedIds,
    negativeSeedIds: run.negativeSeedIds,
    config: run.config,
    vocabulary: await engine.vocabulary.byHash(run.vocabularyHash),
    calls,
    live: undefined,
    languageModel: run.models.find((model) => model.role === 'language'),
    space: hasVectors ? { id: '', key: '', model: '' } : undefined,
    judge: run.config.judge
      ? {
          identity,
          describe: () => null,
          ask: () => Promise.reject(new ReplayError('A replay asks no model.')),
          read: engine.readers[run.config.judge].read,
        }
      : undefined,
    textsOf: () => Promise.resolve(new Map()),
    judgeConcurrency: 1,
    warnings: run.plan.warnings,
    observe: { searched: () => undefined, page: () => Promise.resolve(), judged: () => Promise.resolve() },
  });
  const actualSha256 = sha256Hex(canonicalJson(result));
  return {
    expansionId: id,
    identical: actualSha256 === run.resultSha256,
    expectedSha256: run.resultSha256,
    actualSha256,
    callsUsed: calls.used(),
    seconds: (engine.clock.now() - startedAt) / 1000,
  };
}
