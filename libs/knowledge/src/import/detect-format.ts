import { InvalidInputError } from '../errors.js';
import type { Delimiter } from './csv-records.js';

export type ImportFormat =
  | { readonly format: 'csv'; readonly delimiter: Delimiter }
  | { readonly format: 'jsonl' }
  /** The catalogue of the npm package "openmoji"; read it by the folder of the package. */
  | { readonly format: 'openmoji' };

const foreign: readonly { readonly what: string; readonly remedy: string; readonly magic: readonly number[] }[] = [
  { what: 'gzip', remedy: 'unpack the file first (gunzip)', magic: [0x1f, 0x8b] },
  { what: 'a spreadsheet or zip archive', remedy: 'save the sheet as CSV (UTF-8), or unpack the archive', magic: [0x50, 0x4b, 0x03, 0x04] },
  { what: 'UTF-16', remedy: 'save the file as UTF-8', magic: [0xff, 0xfe] },
  { what: 'UTF-16', remedy: 'save the file as UTF-8', magic: [0xfe, 0xff] },
];

/**
 * The format of a file by its name, and by its beginning where the name says nothing.
 * @param head the first bytes of the file; a few kilobytes are enough
 * @throws InvalidInputError for what cannot be imported, saying what to do instead
 */
export function detectFormat(fileName: string, head: Uint8Array): ImportFormat {
  const known = foreign.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
  if (known) throw new InvalidInputError('file', known.what, known.remedy);
  const text = new TextDecoder().decode(head);
  if (text.trim() === '') throw new InvalidInputError('file', fileName, 'the file is empty');
  if (text.includes('\u0000'))
    throw new InvalidInputError('file', fileName, 'this is not a text file; CSV, TSV and JSON lines in UTF-8 can be imported');
  const baseName = fileName.split(/[\\/]/u).at(-1)?.toLowerCase() ?? '';
  const extension = /\.([a-z0-9]+)$/u.exec(baseName)?.[1] ?? '';
  if (baseName === 'openmoji.json') return { format: 'openmoji' };
  if (extension === 'jsonl' || extension === 'ndjson') return { format: 'jsonl' };
  if (extension === 'tsv') return { format: 'csv', delimiter: '\t' };
  if (extension === 'csv') return { format: 'csv', delimiter: delimiterOf(text) };
  if (text.trimStart().startsWith('{')) return { format: 'jsonl' };
  if (text.trimStart().startsWith('['))
    throw new InvalidInputError('file', fileName, 'this is one JSON list; write JSON lines, one object a line (jq -c ".[]")');
  return { format: 'csv', delimiter: delimiterOf(text) };
}

/** The delimiter that the heading holds most often outside quotes; the comma when it holds none. */
function delimiterOf(text: string): Delimiter {
  const [heading = ''] = text.trimStart().split(/\r?\n/u, 1);
  const plain = heading.replace(/"[^"]*"/gu, '');
  const count = (delimiter: Delimiter): number => plain.split(delimiter).length;
  const delimiters: Delimiter[] = [',', '\t', ';'];
  return delimiters.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
