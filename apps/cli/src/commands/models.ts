import { readEnvironment } from '@etcetera/config';
import { modelStoreOf } from '@etcetera/runtime';
import type { Progress } from '@etcetera/runtime';

/** `etcetera models list | pull | verify`. */
export async function models(
  action: 'list' | 'pull' | 'verify',
  ids: readonly string[],
  json: boolean,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  const store = modelStoreOf(readEnvironment());
  if (action === 'pull') {
    await store.pull(ids.length > 0 ? ids : undefined, {
      signal,
      onProgress: ({ modelId, bytesDone, bytesTotal }) => progress.bar(`Fetching ${modelId}`, bytesDone, bytesTotal),
    });
  }
  if (action === 'verify')
    for (const { entry } of await store.list()) if (ids.length === 0 || ids.includes(entry.id)) await store.verify(entry.id, signal);
  const listed = (await store.list()).map(({ entry, path, state }) => ({
    id: entry.id,
    name: entry.name,
    licence: entry.licence,
    state,
    path,
  }));
  if (json) return JSON.stringify({ models: listed });
  return listed.map(({ id, name, licence, state, path }) => `${state.padEnd(8)} ${id}  ${name} (${licence})\n         ${path}`).join('\n');
}
