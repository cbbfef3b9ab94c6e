import { embedBase } from '@etcetera/knowledge';
import type { Runtime } from './open-runtime.js';
import type { Progress } from './output/progress.js';

/** Embeds what an import brought, here and now. Without an embedder it does nothing; the notices of the models say so. */
export async function embedImported(
  { models, repositories }: Runtime,
  slug: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { embedder } = models;
  if (!embedder) return;
  await embedBase({ store: repositories.knowledge, embedder }, slug, {
    signal,
    onProgress: ({ done, total, textsPerSecond }) =>
      progress.bar(`Embedding ${slug} (${Math.round(textsPerSecond)} a second)`, done, total),
  });
}
