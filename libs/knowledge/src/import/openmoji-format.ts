import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInputError } from '../errors.js';
import type { SourceRow } from './entity-row.js';

interface Emoji {
  readonly emoji: string;
  readonly hexcode: string;
  readonly group: string;
  readonly subgroups: string;
  readonly annotation: string;
  readonly tags: string;
  /** Empty, or what tone the emoji has. */
  readonly skintone: unknown;
}

const texts = ['emoji', 'hexcode', 'group', 'subgroups', 'annotation', 'tags'] as const;

/**
 * Reads the OpenMoji package (CC BY-SA 4.0): one row for each distinct annotation, the first emoji that has it, with its drawing in colour.
 * Skin tones are left out: both the variants that carry one and the five swatches themselves. Its subgroup is the gold class of an emoji.
 * @param packageFolder the unpacked npm package, with data/openmoji.json and color/svg/
 * @throws InvalidInputError when the folder does not hold the package
 */
export async function* readOpenMoji(packageFolder: string): AsyncGenerator<SourceRow> {
  const seen = new Set<string>();
  for (const [index, entry] of (await readCatalogue(packageFolder)).entries()) {
    const line = index + 1;
    const raw = JSON.stringify(entry);
    if (!isEmoji(entry)) {
      yield { kind: 'unreadable', line, raw, reason: `The entry does not have the texts ${texts.join(', ')}.` };
      continue;
    }
    if (entry.skintone !== '' || entry.subgroups === 'skin-tone' || seen.has(entry.annotation)) continue;
    seen.add(entry.annotation);
    yield await toRow(packageFolder, entry, line, raw);
  }
}

async function readCatalogue(packageFolder: string): Promise<readonly unknown[]> {
  const file = path.join(packageFolder, 'data', 'openmoji.json');
  let catalogue: unknown;
  try {
    catalogue = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new InvalidInputError(
      'folder',
      packageFolder,
      `this must be the folder of the npm package "openmoji"; ${(error as Error).message}`,
    );
  }
  if (!Array.isArray(catalogue)) throw new InvalidInputError('folder', packageFolder, 'data/openmoji.json must hold a list of emoji');
  return catalogue as Emoji[];
}

async function toRow(packageFolder: string, entry: Emoji, line: number, raw: string): Promise<SourceRow> {
  const { annotation, tags, subgroups, group, emoji, hexcode } = entry;
  // The code becomes part of a path.
  if (!/^[0-9A-F]+(-[0-9A-F]+)*$/u.test(hexcode)) {
    return { kind: 'unreadable', line, raw, field: 'hexcode', reason: 'hexcode is not a row of hexadecimal code points.' };
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path.join(packageFolder, 'color', 'svg', `${hexcode}.svg`));
  } catch (error) {
    return {
      kind: 'unreadable',
      line,
      raw,
      field: 'image',
      reason: `The drawing color/svg/${hexcode}.svg cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`,
    };
  }
  return {
    kind: 'row',
    line,
    raw,
    externalId: hexcode,
    name: annotation,
    description: tags,
    attributes: { class: subgroups, group, emoji, hexcode },
    images: [{ mimeType: 'image/svg+xml', bytes, altText: annotation }],
  };
}

function isEmoji(entry: unknown): entry is Emoji {
  return typeof entry === 'object' && entry !== null && texts.every((key) => typeof (entry as Record<string, unknown>)[key] === 'string');
}
