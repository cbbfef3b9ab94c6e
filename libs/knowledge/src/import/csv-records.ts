import { parse } from 'csv-parse/sync';
import type { ByteSource, UnreadableRow } from './entity-row.js';
import { MAX_LINE_BYTES, decodeUtf8, readLines } from './read-lines.js';
import type { SourceLine } from './read-lines.js';

export type Delimiter = ',' | ';' | '\t';

export interface CsvRecord {
  readonly kind: 'record';
  /** 1-based line on which the record begins. */
  readonly line: number;
  readonly raw: string;
  readonly cells: readonly string[];
}

/** Longest record that goes over several lines, in bytes. */
const MAX_RECORD_BYTES = 1_000_000;
const BATCH = 500;
const QUOTE = 0x22;

interface RecordText {
  readonly line: number;
  readonly text: string;
}

/**
 * Records of a CSV file. A record with broken quotes costs one line: reading goes on at the line after the one on which it began, so a quote
 * that is never closed does not swallow the rest of the file. (The parser alone would go on in the middle of the broken record.)
 */
export async function* readCsvRecords(source: ByteSource, delimiter: Delimiter): AsyncGenerator<CsvRecord | UnreadableRow> {
  let batch: RecordText[] = [];
  for await (const item of splitRecords(source, delimiter)) {
    // What was read before a broken line is handed on before it, so that rows stay in the order of the file.
    if ('text' in item) batch.push(item);
    if (!('text' in item) || batch.length === BATCH) {
      yield* parseBatch(batch, delimiter);
      batch = [];
    }
    if (!('text' in item)) yield item;
  }
  yield* parseBatch(batch, delimiter);
}

async function* splitRecords(source: ByteSource, delimiter: Delimiter): AsyncGenerator<RecordText | UnreadableRow> {
  const lines = readLines(source);
  /** Lines to read again, last one first. */
  const again: SourceLine[] = [];
  const next = async (): Promise<SourceLine | undefined> => {
    const repeated = again.pop();
    if (repeated) return repeated;
    const line = await lines.next();
    return line.done ? undefined : line.value;
  };
  try {
    for (let first = await next(); first; first = await next()) {
      const record = [first];
      let size = first.bytes.length;
      let open = !first.tooLong && isOdd(first.bytes);
      while (open && size <= MAX_RECORD_BYTES) {
        const line = await next();
        if (!line) break;
        record.push(line);
        size += line.bytes.length;
        if (isOdd(line.bytes)) open = false;
      }
      const problem = first.tooLong
        ? `The line is longer than ${MAX_LINE_BYTES} bytes.`
        : open
          ? 'A quote is opened and never closed.'
          : undefined;
      const text = problem ? undefined : decodeUtf8(joinLines(record));
      const broken =
        problem ?? (text === undefined ? 'The row is not valid UTF-8.' : record.length > 1 ? quoteProblem(text, delimiter) : undefined);
      if (broken === undefined && text !== undefined) {
        if (text !== '') yield { line: first.number, text };
        continue;
      }
      for (let index = record.length - 1; index > 0; index -= 1) again.push(record[index] as SourceLine);
      yield {
        kind: 'unreadable',
        line: first.number,
        raw: withoutReturn(first.bytes).toString('utf8'),
        reason: broken ?? 'The row cannot be read.',
      };
    }
  } finally {
    await lines.return(undefined);
  }
}

/** An odd number of quotes: a quoted field begins or ends here and goes over a line break. */
function isOdd(bytes: Buffer): boolean {
  let odd = false;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}

function joinLines(lines: readonly SourceLine[]): Buffer {
  const parts = lines.flatMap(({ bytes }, index) => (index === 0 ? [bytes] : [Buffer.from('\n'), bytes]));
  return withoutReturn(Buffer.concat(parts));
}

const withoutReturn = (bytes: Buffer): Buffer => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes);

function* parseBatch(batch: readonly RecordText[], delimiter: Delimiter): Generator<CsvRecord | UnreadableRow> {
  if (batch.length === 0) return;
  const rows = parseAll(batch, delimiter);
  for (const [index, { line, text }] of batch.entries()) {
    const cells = rows?.[index];
    if (cells) yield { kind: 'record', line, raw: text, cells };
    else yield parseOne(line, text, delimiter);
  }
}

/** All records in one call, which is what makes large files fast; undefined when one of them is broken. */
function parseAll(batch: readonly RecordText[], delimiter: Delimiter): string[][] | undefined {
  try {
    const rows = parseText(batch.map(({ text }) => text).join('\n'), delimiter);
    return rows.length === batch.length ? rows : undefined;
  } catch {
    return undefined;
  }
}

function parseOne(line: number, text: string, delimiter: Delimiter): CsvRecord | UnreadableRow {
  const reason = quoteProblem(text, delimiter);
  if (reason !== undefined) return { kind: 'unreadable', line, raw: text, reason };
  return { kind: 'record', line, raw: text, cells: parseText(text, delimiter)[0] ?? [] };
}

function quoteProblem(text: string, delimiter: Delimiter): string | undefined {
  try {
    return parseText(text, delimiter).length === 1 ? undefined : 'The row is not one record.';
  } catch {
    return 'A quote stands in the wrong place; a field that holds quotes is written in quotes with each of them doubled.';
  }
}

function parseText(text: string, delimiter: Delimiter): string[][] {
  return parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true });
}
