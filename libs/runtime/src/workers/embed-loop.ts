import { embedBase, type Embedder, type EmbedProgress, type KnowledgeStore } from '@etcetera/knowledge';
import type { JobQueue } from '@etcetera/expansion';

/** Embeds bases in the background, one at a time; the job names the base by its slug. */
export async function startEmbedLoop(
  parts: { readonly queue: JobQueue; readonly store: KnowledgeStore; readonly embedder: Embedder | undefined },
  onProgress: (slug: string, progress: EmbedProgress) => void,
  report: (error: unknown) => void,
): Promise<{ stop: () => Promise<void> }> {
  const shutdown = new AbortController();
  let tail: Promise<void> = Promise.resolve();
  await parts.queue.work('embed-base', 1, (slug) => {
    tail = tail
      .then(async () => {
        if (parts.embedder && !shutdown.signal.aborted) {
          await embedBase({ store: parts.store, embedder: parts.embedder }, slug, {
            signal: shutdown.signal,
            onProgress: (progress) => onProgress(slug, progress),
          });
        }
      })
      .catch(report);
    return tail;
  });
  return {
    stop: async () => {
      shutdown.abort();
      await tail;
    },
  };
}
