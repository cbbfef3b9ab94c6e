import type { OpeningObserver } from '../open-runtime.js';
import type { Progress } from './progress.js';

/** Tells people what happens while the runtime opens and embeds. */
export function progressObserver(progress: Progress): OpeningObserver {
  return {
    say: (message) => progress.say(message),
    fetching: (id, done, total) => progress.bar(`Fetching ${id}`, done, total),
    importing: ({ rowsRead }) => progress.bar('Importing the sample base', rowsRead, undefined),
    embedding: (slug, { done, total }) => progress.bar(`Embedding ${slug}`, done, total),
  };
}
