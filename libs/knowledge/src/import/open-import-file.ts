import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInputError } from '../errors.js';
import { readCsv } from './csv-format.js';
import { detectFormat } from './detect-format.js';
import type { ImportFormat } from './detect-format.js';
import type { ByteSource, SourceRow } from './entity-row.js';
import { readJsonl } from './jsonl-format.js';
import { readOpenMoji } from './openmoji-format.js';

const HEAD_BYTES = 65_536;

export interface ImportFile {
  readonly format: ImportFormat['format'];
  readonly fileName: string;
  /** Of the file, or of the catalogue file where the import is a folder. */
  readonly fileSha256: string;
  readonly rows: AsyncIterable<SourceRow>;
}

/**
 * Opens a file on this machine for import: CSV, TSV, JSON lines, or the folder of the npm package "openmoji".
 * @throws InvalidInputError when there is no such file or it cannot be imported
 */
export async function openImportFile(file: string): Promise<ImportFile> {
  const info = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new InvalidInputError(
      'file',
      file,
      `the file cannot be opened: ${error.code === 'ENOENT' ? 'there is none of this name' : error.message}`,
    );
  });
  if (info.isDirectory()) return openFolder(file);
  const format = detectFormat(path.basename(file), await readHead(file));
  if (format.format === 'openmoji') return openFolder(path.resolve(file, '..', '..'));
  return {
    format: format.format,
    fileName: path.basename(file),
    fileSha256: await hashFile(file),
    rows: readRows(format, createLazily(file)),
  };
}

/** Rows of bytes in a format that `detectFormat` found, e.g. of an upload. */
export function readRows(format: Exclude<ImportFormat, { format: 'openmoji' }>, bytes: ByteSource): AsyncIterable<SourceRow> {
  return format.format === 'csv' ? readCsv(bytes, format.delimiter) : readJsonl(bytes);
}

async function openFolder(folder: string): Promise<ImportFile> {
  const catalogue = path.join(folder, 'data', 'openmoji.json');
  const fileSha256 = await hashFile(catalogue).catch(() => {
    throw new InvalidInputError(
      'folder',
      folder,
      'of folders only that of the npm package "openmoji" can be imported; it holds data/openmoji.json',
    );
  });
  return { format: 'openmoji', fileName: 'openmoji.json', fileSha256, rows: readOpenMoji(folder) };
}

/** No file handle is open before the first row is asked for. */
async function* createLazily(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file);
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
