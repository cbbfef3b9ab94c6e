import { join } from 'node:path';

/**
 * Where models are kept when nobody says otherwise: `etcetera/models` in the user's cache folder, so that several checkouts share them.
 * @param homeDirectory the user's home folder
 * @param cacheHome the user's cache folder where it differs from `~/.cache` (XDG_CACHE_HOME)
 */
export function defaultModelsFolder(homeDirectory: string, cacheHome?: string): string {
  return join(cacheHome ?? join(homeDirectory, '.cache'), 'etcetera', 'models');
}
