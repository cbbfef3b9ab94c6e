import { globalId, sha } from './mock-tools.mjs';

/** The sample base's rows as entities of the schema, one per name. */
export function createMockEntities(rows) {
  const seen = new Set();
  return rows
    .filter((row) => !row.skintone && !row.hexcode.startsWith('E') && !seen.has(row.annotation) && seen.add(row.annotation))
    .map(entityOf);
}

function entityOf(row) {
  return {
    __typename: 'Entity',
    id: globalId('Entity', row.hexcode),
    rawId: row.hexcode,
    name: row.annotation,
    description: row.tags || null,
    aliases: row.openmoji_tags ? row.openmoji_tags.split(', ') : [],
    contexts: [`The ${row.annotation} is listed under ${row.subgroups}.`],
    attributes: { subgroup: row.subgroups },
    externalId: row.hexcode,
    source: 'openmoji',
    images: [{ url: `/images/${row.hexcode}.svg`, altText: row.annotation, mimeType: 'image/svg+xml', sha256: sha(row.hexcode) }],
    subgroup: row.subgroups,
    tags: row.tags,
  };
}

/** Search by name, prefix, alias, keyword, and a crude idea of a typo. */
export function createMockSearch(entities) {
  return function search(text, first = 10) {
    const wanted = text.trim().toLowerCase();
    const near = wanted.slice(0, Math.max(3, wanted.length - 2));
    const hit = (entity) => {
      if (entity.name === wanted) return { how: 'EXACT', score: 1, matched: entity.name };
      if (entity.name.startsWith(wanted)) return { how: 'PREFIX', score: 0.9, matched: entity.name };
      const alias = entity.aliases.find((a) => a.startsWith(wanted));
      if (alias) return { how: 'PREFIX', score: 0.7, matched: alias };
      if (entity.tags.includes(wanted)) return { how: 'DESCRIPTION', score: 0.5, matched: wanted };
      return entity.name.startsWith(near) ? { how: 'TYPO', score: 0.4, matched: entity.name } : null;
    };
    return entities
      .map((entity) => ({ ...hit(entity), entity }))
      .filter((h) => h.how)
      .sort((a, b) => b.score - a.score)
      .slice(0, first);
  };
}
