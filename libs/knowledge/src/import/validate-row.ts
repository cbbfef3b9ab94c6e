import type { Rejection } from '../model.js';
import { clipBytes, countCharacters } from '../text/clip-text.js';
import { findForbiddenCharacter } from '../text/forbidden-character.js';
import { nameProblem } from '../text/name-problem.js';
import { normalizeName } from '../text/normalize-name.js';
import { sha256 } from '../text/sha256.js';
import { attributesProblem } from './attributes-problem.js';
import { contentHash } from './content-hash.js';
import { entityId } from './entity-id.js';
import type { RawEntityRow, SourceRow } from './entity-row.js';
import type { ImportedEntity } from './imported-entity.js';

/** Longest description or context, in Unicode characters. */
export const MAX_TEXT_CHARACTERS = 10_000;
export const MAX_ALIASES = 50;
export const MAX_CONTEXTS = 200;
export const MAX_IMAGES = 20;
/** Largest picture, in bytes. */
export const MAX_IMAGE_BYTES = 5_000_000;
/** How much of a rejected row is kept, in bytes of UTF-8. */
export const MAX_RAW_BYTES = 10_000;

export type ValidatedRow = { readonly entity: ImportedEntity } | { readonly rejection: Rejection };

/**
 * Checks a row and makes an entity of it, or a rejection that names the field and the reason.
 *
 * Texts are trimmed and brought to NFC (the same visible characters, one spelling in bytes); an empty field counts as absent; an alias that
 * repeats the name or another alias in any case is kept once. Everything else that breaks a rule is refused, never repaired.
 * Without an external id the normalised name stands in for it.
 */
export function validateRow(row: SourceRow, scope: { baseSlug: string; source: string }): ValidatedRow {
  if (row.kind === 'unreadable') return { rejection: rejection(row, row.reason, row.field) };
  try {
    return { entity: toEntity(row, scope) };
  } catch (error) {
    if (error instanceof FieldProblem) return { rejection: rejection(row, error.message, error.field) };
    throw error;
  }
}

/** A rejection of a row; NUL, which a database cannot hold, is shown as \u0000 in the kept text. */
export function rejection(row: { line: number; raw: string }, reason: string, field?: string): Rejection {
  const raw = clipBytes(row.raw.replaceAll('\u0000', '\\u0000').replace(/\p{Cs}/gu, '\uFFFD'), MAX_RAW_BYTES);
  return { line: row.line, reason, raw, ...(field !== undefined && { field }) };
}

class FieldProblem extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field} ${problem}.`);
  }
}

function toEntity(row: RawEntityRow, { baseSlug, source }: { baseSlug: string; source: string }): ImportedEntity {
  const name = nameOf('name', row.name);
  const normalizedName = normalizeName(name);
  const externalId = externalIdOf(row.externalId) ?? normalizedName;
  const description = textOf('description', row.description);
  const aliases = uniqueAliases(listOf('aliases', row.aliases, MAX_ALIASES, nameOf), normalizedName);
  const contexts = listOf('contexts', row.contexts, MAX_CONTEXTS, (field, value) => textOf(field, value) ?? fail(field, 'is empty'));
  const attributes = row.attributes ?? {};
  const problem = attributesProblem(attributes);
  if (problem) fail('attributes', problem);
  const images = imagesOf(row);
  const content = {
    source,
    externalId,
    name,
    normalizedName,
    ...(description !== undefined && { description }),
    aliases,
    contexts,
    images,
    attributes,
  };
  return { id: entityId(baseSlug, source, externalId), ...content, contentHash: contentHash(content) };
}

function fail(field: string, problem: string): never {
  throw new FieldProblem(field, problem);
}

function nameOf(field: string, value: unknown): string {
  if (value === undefined || value === null) return fail(field, 'is missing');
  if (typeof value !== 'string') return fail(field, `is ${describe(value)}, not a text`);
  const problem = nameProblem(value);
  return problem ? fail(field, problem) : value.trim().normalize('NFC');
}

function externalIdOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  // Ids in JSON are often numbers; beyond the safe integers two of them could read as one.
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string') return fail('id', `is ${describe(value)}, neither a text nor a whole number`);
  return nameOf('id', value);
}

function textOf(field: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') return fail(field, `is ${describe(value)}, not a text`);
  const forbidden = findForbiddenCharacter(value, 'text');
  if (forbidden) return fail(field, `has ${forbidden.label} at character ${forbidden.position}`);
  const text = value.trim().normalize('NFC');
  const characters = countCharacters(text);
  if (characters > MAX_TEXT_CHARACTERS) return fail(field, `has ${characters} characters, more than ${MAX_TEXT_CHARACTERS}`);
  return text === '' ? undefined : text;
}

function listOf(field: string, value: unknown, limit: number, read: (field: string, value: unknown) => string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return fail(field, `is ${describe(value)}, not a list of texts`);
  if (value.length > limit) return fail(field, `has ${value.length} entries, more than ${limit}`);
  return value.map((entry, index) => read(`${field}[${index}]`, entry));
}

function uniqueAliases(texts: readonly string[], normalizedName: string): ImportedEntity['aliases'] {
  const seen = new Set([normalizedName]);
  const aliases = texts.map((text) => ({ text, normalizedText: normalizeName(text) }));
  return aliases.filter(({ normalizedText }) => !seen.has(normalizedText) && seen.add(normalizedText));
}

function imagesOf(row: RawEntityRow): ImportedEntity['images'] {
  const images = row.images ?? [];
  if (images.length > MAX_IMAGES) fail('images', `has ${images.length} entries, more than ${MAX_IMAGES}`);
  return images.map(({ mimeType, bytes, altText }, index) => {
    if (bytes.byteLength === 0) fail(`images[${index}]`, 'is empty');
    if (bytes.byteLength > MAX_IMAGE_BYTES) fail(`images[${index}]`, `has ${bytes.byteLength} bytes, more than ${MAX_IMAGE_BYTES}`);
    return { sha256: sha256(bytes), mimeType, bytes, altText };
  });
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
