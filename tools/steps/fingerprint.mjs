import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** What tools write themselves is never an input. */
const IGNORED = new Set(['node_modules', 'dist', 'out-tsc', 'generated']);

/**
 * One hash over the names and contents of files, the same on every machine.
 *
 * @param {string} base the folder that names are relative to
 * @param {readonly string[]} inputs files and folders below it; folders are read whole, less what tools write; a missing one counts as absent
 * @returns {string} sha256, hexadecimal
 */
export function fingerprint(base, inputs) {
  const hash = createHash('sha256');
  for (const file of [...new Set(inputs.flatMap((input) => filesOf(base, input)))].sort()) {
    hash.update(
      `${file}\0${createHash('sha256')
        .update(readFileSync(path.join(base, file)))
        .digest('hex')}\n`,
    );
  }
  return hash.digest('hex');
}

function filesOf(base, input) {
  const stat = statSync(path.join(base, input), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [input];
  return readdirSync(path.join(base, input), { withFileTypes: true })
    .filter((entry) => !IGNORED.has(entry.name))
    .flatMap((entry) => filesOf(base, `${input}/${entry.name}`));
}
