export * from './model.js';
export * from './errors.js';
export type * from './ports/embedder.js';
export type * from './ports/knowledge-store.js';
export type * from './import/imported-entity.js';
