import type { ByteSource, RawEntityRow, SourceRow } from './entity-row.js';
import { fieldOfColumn, targetOf } from './field-of-column.js';
import { MAX_LINE_BYTES, decodeUtf8, readLines } from './read-lines.js';

/**
 * Reads JSON lines: one object a line, UTF-8, blank lines ignored. Keys: id (or externalId), name, description, aliases (list), contexts (list) or
 * context (text), attributes (object); any other key is kept as an attribute. A line that is not such an object is one unreadable row.
 */
export async function* readJsonl(source: ByteSource): AsyncGenerator<SourceRow> {
  for await (const { number, bytes, tooLong } of readLines(source)) {
    const text = decodeUtf8(bytes);
    const raw = text ?? bytes.toString('utf8');
    const unreadable = (reason: string, field?: string): SourceRow => ({
      kind: 'unreadable',
      line: number,
      raw,
      reason,
      ...(field !== undefined && { field }),
    });
    if (tooLong) yield unreadable(`The line is longer than ${MAX_LINE_BYTES} bytes.`);
    else if (text === undefined) yield unreadable('The line is not valid UTF-8.');
    else if (text.trim() !== '') {
      const parsed = parseObject(text);
      if (typeof parsed === 'string') yield unreadable(parsed);
      else yield toRow(parsed, number, raw, unreadable);
    }
  }
}

function parseObject(text: string): Record<string, unknown> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `The line is not JSON: ${(error as Error).message}.`;
  }
  if (isObject(value)) return value;
  return 'The line is not a JSON object; write one { … } a line.';
}

function toRow(
  object: Record<string, unknown>,
  line: number,
  raw: string,
  unreadable: (reason: string, field?: string) => SourceRow,
): SourceRow {
  const values = new Map<string, unknown>();
  const attributes: [string, unknown][] = [];
  const given = new Map<string, string>();
  const twice = (target: string, key: string): string | undefined => {
    const earlier = given.get(target);
    given.set(target, key);
    return earlier === undefined ? undefined : `"${earlier}" and "${key}" mean the same field; give one of them.`;
  };
  for (const [key, value] of Object.entries(object)) {
    const field = fieldOfColumn(key);
    if (field.kind === 'attributes') {
      if (value === null) continue;
      if (!isObject(value)) return unreadable('attributes is not an object.', 'attributes');
      for (const [name, inner] of Object.entries(value)) {
        const problem = twice(`attributes.${name}`, `attributes.${name}`);
        if (problem) return unreadable(problem, `attributes.${name}`);
        attributes.push([name, inner]);
      }
      continue;
    }
    const problem = twice(targetOf(field), key);
    if (problem) return unreadable(problem, key);
    if (field.kind === 'attribute') attributes.push([field.key, value]);
    else values.set(field.kind, field.kind === 'contexts' && typeof value === 'string' ? [value] : value);
  }
  const row: RawEntityRow = { kind: 'row', line, raw, ...Object.fromEntries(values), attributes: Object.fromEntries(attributes) };
  return row;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
