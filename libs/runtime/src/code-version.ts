import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The root of the workspace, from a module of this library (sources and build lie equally deep). */
export const workspaceRoot = path.resolve(import.meta.dirname, '..', '..', '..');

/** Version stored with every run: that of the package, with the commit when this is a clone, e.g. "0.1.0+1a2b3c4". */
export function codeVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(workspaceRoot, 'package.json'), 'utf8')) as { version: string };
  const commit = currentCommit();
  return commit ? `${version}+${commit.slice(0, 7)}` : version;
}

function currentCommit(): string | undefined {
  const git = path.join(workspaceRoot, '.git');
  try {
    const head = readFileSync(path.join(git, 'HEAD'), 'utf8').trim();
    if (!head.startsWith('ref: ')) return head;
    const ref = head.slice(5);
    try {
      return readFileSync(path.join(git, ref), 'utf8').trim();
    } catch {
      return readFileSync(path.join(git, 'packed-refs'), 'utf8')
        .split('\n')
        .find((line) => line.endsWith(` ${ref}`))
        ?.split(' ')[0];
    }
  } catch {
    return undefined;
  }
}
