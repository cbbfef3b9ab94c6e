import type { EvaluationService, EvaluationStore, JobQueue } from '@etcetera/expansion';

const SWEEP_MS = 10_000;

/** Runs evaluations one at a time: woken by the queue, and by looking for unfinished ones whose worker is gone. */
export async function startEvaluationLoop(
  parts: { readonly queue: JobQueue; readonly store: EvaluationStore; readonly service: EvaluationService; readonly staleAfterMs: number },
  report: (error: unknown) => void,
): Promise<{ stop: () => Promise<void> }> {
  const shutdown = new AbortController();
  let tail: Promise<void> = Promise.resolve();
  const waiting = new Set<string>();
  const take = (id: string): Promise<void> => {
    if (waiting.has(id)) return tail;
    waiting.add(id);
    tail = tail
      .then(async () => {
        if (!shutdown.signal.aborted) await parts.service.run(id, () => undefined, shutdown.signal);
      })
      .catch(report)
      .finally(() => waiting.delete(id));
    return tail;
  };
  const sweep = async (): Promise<void> => {
    if (shutdown.signal.aborted) return;
    for (const id of await parts.store.unfinished(parts.staleAfterMs)) void take(id);
  };
  await parts.queue.work('evaluation', 1, (id) => take(id));
  const timer = setInterval(() => void sweep().catch(report), SWEEP_MS);
  await sweep().catch(report);
  return {
    stop: async () => {
      clearInterval(timer);
      shutdown.abort();
      await tail;
    },
  };
}
