import { canonicalJson, sha256Hex } from '../canonical-json.js';
import { resolveConfig } from '../config/resolve-config.js';
import type { Channel, ExpansionRequest, ExpansionRun, ExpansionStatus, ProgressEvent } from '../model.js';
import { planExpansion } from '../plan/plan-expansion.js';
import { replayRun } from '../replay/replay-run.js';
import type { Estimate, ExpansionService } from '../services.js';
import type { EngineDependencies } from './engine-dependencies.js';
import { NewsWatch } from './news-watch.js';
import { modelsOf } from './prepare-execution.js';

const ENDED: ReadonlySet<ExpansionStatus> = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'PAUSED']);

/** True when a run will change no more by itself. */
export const hasEnded = (status: ExpansionStatus): boolean => ENDED.has(status);

export function createExpansionService(engine: EngineDependencies): ExpansionService {
  return {
    capabilities: engine.capabilities,
    estimate: (request) => estimate(engine, request),
    start: async (request, actor) => {
      const { config, plan, warnings } = await estimate(engine, request);
      const run = await engine.store.create(
        {
          id: engine.newId(),
          baseId: request.baseId,
          seedIds: request.seedIds,
          negativeSeedIds: request.negativeSeedIds,
          config,
          configHash: sha256Hex(canonicalJson(config)),
          plan,
          warnings,
          models: modelsOf(engine, config),
          codeVersion: engine.codeVersion,
          ...(request.parentId ? { parentId: request.parentId } : {}),
        },
        actor,
      );
      await engine.queue.enqueue('expansion', run.id);
      return run;
    },
    wait: (id, waitMs, signal) => wait(engine, id, waitMs, signal),
    cancel: async (id, actor) => {
      const run = await engine.store.requestCancel(id, actor);
      await engine.bus.publish(id);
      return run;
    },
    replay: (id) => replayRun(engine, id),
    progress: (id, sequence, signal) => progress(engine, id, sequence, signal),
  };
}

/** The embedder on whose cosines the model of membership was fitted (docs/ranking/cut-detection.md). */
const FITTED_EMBEDDER = /all-minilm-l6-v2/i;

/** Resolves and plans; `start` stores exactly what this says. */
async function estimate(engine: EngineDependencies, request: ExpansionRequest): Promise<Estimate> {
  const [space, vocabulary] = [await engine.live.neighbours.space(request.baseId), await engine.vocabulary.current(request.baseId)];
  const available = new Set<Channel>(engine.capabilities.channels.filter((channel) => channel !== 'embedding'));
  if (space && space.vectorCount > 0) available.add('embedding');
  const { config, warnings } = resolveConfig(request.overrides, {
    available,
    judgeKind: engine.live.judge?.kind,
    defaultPreset: engine.capabilities.defaultPreset,
    membershipHolds: space !== undefined && FITTED_EMBEDDER.test(space.model),
    describedShare: space?.template === 'name' ? 0 : (space?.describedShare ?? 0),
  });
  const all = [...(request.warnings ?? []), ...warnings];
  const plan = planExpansion(config, {
    proposable: Math.max(0, vocabulary.entries.length - request.seedIds.length - request.negativeSeedIds.length),
    seeds: request.seedIds.length,
    negativeSeeds: request.negativeSeedIds.length,
    judge: engine.live.judge,
    tokenModel: engine.live.tokenModel?.identity,
    warnings: all,
  });
  const channels = (Object.keys(config.channelWeights) as Channel[]).filter((channel) => config.channelWeights[channel] > 0);
  return { config, plan, channels, warnings: all };
}

async function wait(engine: EngineDependencies, id: string, waitMs: number, signal?: AbortSignal): Promise<ExpansionRun | undefined> {
  const timeout = AbortSignal.timeout(Math.max(1, waitMs));
  const until = signal ? AbortSignal.any([timeout, signal]) : timeout;
  const news = new NewsWatch(engine.bus, id, until);
  try {
    for (;;) {
      const run = await engine.store.byId(id);
      if (!run || hasEnded(run.status) || until.aborted) return run;
      await news.next();
    }
  } finally {
    news.stop();
  }
}

async function* progress(engine: EngineDependencies, id: string, sequence: number, signal: AbortSignal): AsyncGenerator<ProgressEvent> {
  const news = new NewsWatch(engine.bus, id, signal);
  let last = sequence;
  try {
    while (!signal.aborted) {
      const run = await engine.store.byId(id);
      for (const event of await engine.store.eventsAfter(id, last)) {
        last = event.sequence;
        yield event;
      }
      if (!run || hasEnded(run.status)) {
        // The event that says so may have been written after the events were read.
        for (const event of await engine.store.eventsAfter(id, last)) yield event;
        return;
      }
      await news.next();
    }
  } finally {
    news.stop();
  }
}
