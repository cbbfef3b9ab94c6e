import type { EngineDependencies } from './engine-dependencies.js';
import { workOnRun } from './run-worker.js';

/** Milliseconds between looks for runs that nobody was woken for (a crash between storing and waking, a dead worker). */
const SWEEP_MS = 3000;

/**
 * Runs expansions in this process until it is stopped: woken by the queue, and by looking for claimable rows.
 * @param concurrency runs at a time.
 */
export async function startWorkerLoop(
  engine: EngineDependencies,
  concurrency: number,
  report: (error: unknown) => void,
): Promise<{ stop: () => Promise<void> }> {
  const shutdown = new AbortController();
  const active = new Map<string, Promise<void>>();

  const take = (id: string): Promise<void> => {
    const known = active.get(id);
    if (known) return known;
    const work = workOnRun(engine, id, shutdown.signal)
      .then(() => undefined, report)
      .finally(() => active.delete(id));
    active.set(id, work);
    return work;
  };
  const sweep = async (): Promise<void> => {
    if (shutdown.signal.aborted) return;
    const free = concurrency - active.size;
    if (free <= 0) return;
    const ids = await engine.store.claimable(engine.staleAfterMs, free);
    for (const id of ids) void take(id);
  };

  await engine.queue.work('expansion', concurrency, async (id) => {
    if (!shutdown.signal.aborted) await take(id);
  });
  const timer = setInterval(() => void sweep().catch(report), SWEEP_MS);
  await sweep().catch(report);
  return {
    stop: async () => {
      clearInterval(timer);
      shutdown.abort();
      await Promise.all(active.values());
    },
  };
}
