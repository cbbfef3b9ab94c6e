import { canonicalJson, sha256Hex } from '../canonical-json.js';
import { createLiveCalls } from '../calls/live-calls.js';
import type { Calls } from '../calls/calls.js';
import type { ExpansionActual, ExpansionRun, ProvisionalPage } from '../model.js';
import { StaleClaimError, type Claim } from '../ports/expansion-store.js';
import type { EngineDependencies } from './engine-dependencies.js';
import { executeExpansion, type ExecutionObserver, type ExecutionOutcome } from './execute-expansion.js';
import { describeFailure, RunCancelledError, ShutdownError } from './failures.js';
import { prepareExecution } from './prepare-execution.js';
import { ProgressReporter } from './progress-reporter.js';

const HEARTBEAT_MS = 1500;
const NOTHING_YET: ExecutionOutcome['counts'] = {
  candidates: 0,
  judgements: 0,
  reasks: 0,
  searchSteps: 0,
  outcomes: { complete: 0, partial: 0, 'none-belong': 0, malformed: 0 },
};

/**
 * Claims a run and takes it to its end. Started twice, resumed after a crash or retried: the same code; answers that the ledger holds are not
 * asked for again.
 * @returns false when there was nothing to claim.
 */
export async function workOnRun(engine: EngineDependencies, id: string, shutdown: AbortSignal): Promise<boolean> {
  const claimed = await engine.store.claim(engine.workerName, engine.staleAfterMs, id);
  if (!claimed) return false;
  const { run, claim } = claimed;
  const stop = new AbortController();
  const onShutdown = () => stop.abort(new ShutdownError());
  shutdown.addEventListener('abort', onShutdown, { once: true });
  if (shutdown.aborted) onShutdown();
  const heart = startHeartbeat(engine, claim, stop);
  try {
    await perform(engine, run, claim, stop.signal);
  } finally {
    heart.stop();
    shutdown.removeEventListener('abort', onShutdown);
    await engine.bus.publish(id);
  }
  return true;
}

async function perform(engine: EngineDependencies, run: ExpansionRun, claim: Claim, signal: AbortSignal): Promise<void> {
  const startedAt = engine.clock.now();
  const reporter = new ProgressReporter(engine, claim, run.plan.judgements);
  let calls: Calls | undefined;
  let counts = NOTHING_YET;
  const actual = (): ExpansionActual => ({
    ...counts,
    ...(calls?.tally() ?? { calls: 0, reusedCalls: 0, promptTokens: 0, completionTokens: 0, costMicroUsd: 0 }),
    seconds: (engine.clock.now() - startedAt) / 1000,
  });
  try {
    const vocabulary = run.vocabularyHash
      ? await engine.vocabulary.byHash(run.vocabularyHash)
      : await engine.vocabulary.current(run.baseId);
    await engine.vocabulary.keep(vocabulary);
    await engine.store.setStatus(claim, 'SAMPLING', { vocabularyHash: vocabulary.hash });
    await reporter.say('SAMPLING', 'Sampling candidates');
    calls = await createLiveCalls({
      ledger: engine.ledger,
      clock: engine.clock,
      expansionId: run.id,
      cache: run.config.cache,
      limits: run.config.limits,
    });
    const observer = observe(engine, claim, reporter);
    const prepared = await prepareExecution(engine, { ...run, vocabulary }, calls, observer, signal);
    const outcome = await executeExpansion({ ...prepared, warnings: run.plan.warnings });
    counts = outcome.counts;
    await calls.flush();
    const resultJson = canonicalJson(outcome.result);
    await reporter.flush();
    await engine.store.complete(claim, {
      result: outcome.result,
      resultJson,
      resultSha256: sha256Hex(resultJson),
      actual: actual(),
      warnings: outcome.result.warnings,
    });
    await reporter.say('COMPLETED', 'Completed');
  } catch (error) {
    if (error instanceof StaleClaimError || (signal.reason instanceof StaleClaimError && signal.aborted)) return;
    await calls?.flush();
    if (signal.reason instanceof ShutdownError) return engine.store.release(claim);
    const failure = signal.reason instanceof RunCancelledError ? describeFailure(signal.reason) : describeFailure(error);
    await engine.store.stop(claim, failure.status, { code: failure.code, message: failure.message }, actual());
    await reporter.say(failure.status, failure.message);
  }
}

function observe(engine: EngineDependencies, claim: Claim, reporter: ProgressReporter): ExecutionObserver {
  let ranking = false;
  return {
    searched: (steps, found) => reporter.searched(steps, found),
    page: async (page: ProvisionalPage, proposed: number) => reporter.page(page, proposed),
    judged: async (judgement) => {
      if (!ranking) {
        ranking = true;
        await engine.store.setStatus(claim, 'RANKING', {});
      }
      await engine.store.saveJudgement(claim, judgement);
      await reporter.judged(judgement.attempt);
    },
  };
}

/** Keeps the claim alive and turns "cancel was asked for" and "claim was taken over" into an abort. */
function startHeartbeat(engine: EngineDependencies, claim: Claim, stop: AbortController): { stop: () => void } {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    engine.store
      .heartbeat(claim)
      .then(({ cancelRequested }) => cancelRequested && stop.abort(new RunCancelledError()))
      .catch((error: unknown) => error instanceof StaleClaimError && stop.abort(error))
      .finally(() => (busy = false));
  }, HEARTBEAT_MS);
  return { stop: () => clearInterval(timer) };
}
