import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that the repository was cloned into. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Where the tools keep what they remember between runs; `npm ci` empties it. */
export const cacheFolder = path.join(root, 'node_modules/.cache/etcetera');

/** Every library and application, in alphabetical order, e.g. "libs/ranking". */
export function projectFolders() {
  return ['apps', 'libs'].flatMap((parent) =>
    readdirSync(path.join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(path.join(root, parent, entry.name, 'package.json')))
      .map((entry) => `${parent}/${entry.name}`)
      .sort(),
  );
}

/** The projects that have a file of that name, e.g. "tsconfig.lib.json". */
export const projectsWith = (fileName) => projectFolders().filter((folder) => existsSync(path.join(root, folder, fileName)));

/** package.json of a project. */
export const readPackage = (folder) => JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
