import { sha256 } from '../text/sha256.js';
import type { ImportedEntity } from './imported-entity.js';

/** sha256 over everything of an imported entity but its id; the order of attribute keys and the base do not matter. */
export function contentHash(entity: Omit<ImportedEntity, 'id' | 'contentHash'>): string {
  const content = {
    source: entity.source,
    externalId: entity.externalId,
    name: entity.name,
    normalizedName: entity.normalizedName,
    description: entity.description ?? null,
    aliases: entity.aliases.map((alias) => [alias.text, alias.normalizedText]),
    contexts: entity.contexts,
    images: entity.images.map((image) => [image.sha256, image.mimeType, image.altText]),
    attributes: entity.attributes,
  };
  return sha256(JSON.stringify(sortKeys(content)));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  // Pairs instead of keys: objects put keys like "1" first, whatever order they are given in.
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { object: entries.map(([key, inner]) => [key, sortKeys(inner)]) };
}
