/** What a column of a table, or a key of a JSON object, means. */
export type ColumnField =
  | { readonly kind: 'externalId' | 'name' | 'description' | 'aliases' | 'contexts' | 'attributes' }
  | { readonly kind: 'attribute'; readonly key: string };

const fields: Readonly<Record<string, Exclude<ColumnField['kind'], 'attribute'>>> = {
  id: 'externalId',
  external_id: 'externalId',
  externalid: 'externalId',
  name: 'name',
  description: 'description',
  alias: 'aliases',
  aliases: 'aliases',
  context: 'contexts',
  contexts: 'contexts',
  attributes: 'attributes',
};

/**
 * The meaning of a column by its heading, in any case. "attributes.NAME" is the attribute NAME, and so is any heading that is not known:
 * what a file says about an entity is kept, not dropped.
 */
export function fieldOfColumn(heading: string): ColumnField {
  const trimmed = heading.trim();
  const lower = trimmed.toLowerCase();
  const kind = Object.hasOwn(fields, lower) ? fields[lower] : undefined;
  if (kind) return { kind };
  const prefixed = /^attributes\.(.+)$/isu.exec(trimmed);
  return { kind: 'attribute', key: prefixed?.[1] ?? trimmed };
}

/** Two columns of the same target share this text. */
export function targetOf(field: ColumnField): string {
  return field.kind === 'attribute' ? `attributes.${field.key}` : field.kind;
}
