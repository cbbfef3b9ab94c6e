/** Ways of writing an entity as text for an embedder. */
export const EMBEDDING_TEMPLATES = ['name', 'name: description'] as const;

export type EmbeddingTemplate = (typeof EMBEDDING_TEMPLATES)[number];

/** The text of an entity under a template; an entity without a description is its name under both. */
export function entityText(template: EmbeddingTemplate, entity: { readonly name: string; readonly description?: string | null }): string {
  return template === 'name: description' && entity.description ? `${entity.name}: ${entity.description}` : entity.name;
}
