import path from 'node:path';
import { createHash } from 'node:crypto';
import {
  detectFormat,
  importEntities,
  InvalidInputError,
  normalizeName,
  openImportFile,
  readRows,
  type Actor,
  type ImportProgress,
  type ImportResult,
  type SourceRow,
} from '@etcetera/knowledge';
import type { Runtime } from './open-runtime.js';

export interface ImportRequest {
  /** Slug or name of the base; it is created when there is none. */
  readonly base: string;
  /** Where the rows come from; default: the name of the file. The same source updates the same entities. */
  readonly source?: string;
  readonly actor: Actor;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
}

/** What an import did, as scripts read it. */
export interface ImportSummary {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly seconds: number;
  readonly status: string;
  readonly base: string;
  readonly firstRejections: readonly { readonly line: number; readonly field?: string; readonly reason: string }[];
}

/** Imports a file of this machine. @throws InvalidInputError */
export async function importFile(runtime: Runtime, file: string, request: ImportRequest): Promise<ImportSummary> {
  const opened = await openImportFile(file);
  return importRows(runtime, opened.rows, { fileName: opened.fileName, fileSha256: opened.fileSha256 }, request);
}

const HEAD_BYTES = 65_536;

/** Imports an upload as it streams in; the base is then embedded in the background. @throws InvalidInputError */
export async function importUpload(
  runtime: Runtime,
  bytes: AsyncIterable<Uint8Array>,
  fileName: string,
  request: ImportRequest,
): Promise<ImportSummary> {
  const source = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  for (let next = await source.next(); !next.done; next = await source.next()) {
    head.push(next.value);
    size += next.value.byteLength;
    if (size >= HEAD_BYTES) break;
  }
  const start = Buffer.concat(head);
  const format = detectFormat(path.basename(fileName), start.subarray(0, HEAD_BYTES));
  if (format.format === 'openmoji')
    throw new InvalidInputError('file', fileName, 'the OpenMoji package is imported as a folder, not as an upload');
  const hash = createHash('sha256');
  async function* all(): AsyncGenerator<Uint8Array> {
    hash.update(start);
    yield start;
    for (let next = await source.next(); !next.done; next = await source.next()) {
      hash.update(next.value);
      yield next.value;
    }
  }
  const summary = await importRows(runtime, readRows(format, all()), { fileName: path.basename(fileName) }, request);
  if (summary.created + summary.updated > 0) await runtime.engine.queue.enqueue('embed-base', summary.base);
  return summary;
}

async function importRows(
  runtime: Runtime,
  rows: AsyncIterable<SourceRow>,
  file: { fileName: string; fileSha256?: string },
  request: ImportRequest,
): Promise<ImportSummary> {
  const slug = slugOf(request.base);
  const result: ImportResult = await importEntities(
    runtime.repositories.knowledge,
    { baseSlug: slug, newBase: { name: request.base }, source: request.source ?? file.fileName, ...file, actor: request.actor, rows },
    { ...(request.onProgress ? { onProgress: request.onProgress } : {}), ...(request.signal ? { signal: request.signal } : {}) },
  );
  const { created, updated, unchanged, rejected, elapsedMs, status } = result.import;
  return {
    created,
    updated,
    unchanged,
    rejected,
    seconds: (elapsedMs ?? 0) / 1000,
    status,
    base: slug,
    firstRejections: result.firstRejections,
  };
}

/** The slug of a base's name: lower-case letters and digits, joined by hyphens. @throws InvalidInputError when nothing is left. */
export function slugOf(name: string): string {
  const slug = normalizeName(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  if (slug === '' || slug.length > 100)
    throw new InvalidInputError('base', name, 'a name with letters or digits, at most 100 of them, is needed');
  return slug;
}
