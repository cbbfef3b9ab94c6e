import { InvalidInputError } from '../errors.js';
import { readCsvRecords } from './csv-records.js';
import type { CsvRecord, Delimiter } from './csv-records.js';
import type { ByteSource, RawEntityRow, SourceRow } from './entity-row.js';
import { fieldOfColumn, targetOf } from './field-of-column.js';
import type { ColumnField } from './field-of-column.js';

/**
 * Reads CSV or TSV (RFC 4180 quoting, UTF-8, with or without a byte order mark). The first row names the columns: id, name (the one that must be there),
 * description, aliases and context (several separated by "|"; "\|" is a plain bar), attributes.NAME; any other column is kept as an attribute.
 * Empty cells are absent fields, blank lines are ignored. A row with another number of columns than the heading is one unreadable row.
 * @throws InvalidInputError when there is no usable heading
 */
export async function* readCsv(source: ByteSource, delimiter: Delimiter = ','): AsyncGenerator<SourceRow> {
  let columns: readonly ColumnField[] | undefined;
  for await (const record of readCsvRecords(source, delimiter)) {
    if (!columns) {
      if (record.kind === 'unreadable')
        throw new InvalidInputError('header', record.raw, `the first row must name the columns. ${record.reason}`);
      columns = readHeading(record);
    } else if (record.kind === 'unreadable') yield record;
    else yield toRow(record, columns);
  }
  if (!columns)
    throw new InvalidInputError('file', 'no rows', 'the file is empty; its first row must name the columns, one of them "name"');
}

function readHeading({ raw, cells }: CsvRecord): readonly ColumnField[] {
  if (raw.includes('\r'))
    throw new InvalidInputError('header', raw, 'lines end in a carriage return alone; save the file with LF or CRLF line ends');
  const seen = new Map<string, string>();
  const columns = cells.map((heading, index) => {
    if (heading.trim() === '') throw new InvalidInputError('header', raw, `column ${index + 1} has no name; name it or remove it`);
    const field = fieldOfColumn(heading);
    if (field.kind === 'attributes')
      throw new InvalidInputError('header', heading, 'give each attribute a column of its own, called attributes.NAME');
    const earlier = seen.get(targetOf(field));
    if (earlier !== undefined)
      throw new InvalidInputError('header', raw, `columns "${earlier}" and "${heading}" mean the same field; keep one of them`);
    seen.set(targetOf(field), heading);
    return field;
  });
  if (!seen.has('name')) throw new InvalidInputError('header', raw, 'no column is called "name"; the first row must name the columns');
  return columns;
}

function toRow({ line, raw, cells }: CsvRecord, columns: readonly ColumnField[]): SourceRow {
  if (cells.length !== columns.length) {
    return { kind: 'unreadable', line, raw, reason: `The row has ${cells.length} columns, the heading has ${columns.length}.` };
  }
  const values: [string, unknown][] = [];
  const attributes: [string, unknown][] = [];
  for (const [index, field] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    if (field.kind === 'attribute') attributes.push([field.key, cell]);
    else values.push([field.kind, field.kind === 'aliases' || field.kind === 'contexts' ? splitList(cell) : cell]);
  }
  const row: RawEntityRow = { kind: 'row', line, raw, ...Object.fromEntries(values), attributes: Object.fromEntries(attributes) };
  return row;
}

/** Entries between bars; nothing but white space between two bars is no entry. "\|" is a bar, "\\" a backslash. */
function splitList(cell: string): string[] {
  const entries = [''];
  for (const part of cell.match(/\\[\\|]|[^]/gu) ?? []) {
    if (part === '|') entries.push('');
    else entries.push(`${entries.pop() ?? ''}${part.length === 2 && part.startsWith('\\') ? part.slice(1) : part}`);
  }
  return entries.filter((entry) => entry.trim() !== '');
}
