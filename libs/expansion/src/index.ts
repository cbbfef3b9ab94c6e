export * from './model.js';
export * from './ports/expansion-store.js';
export type * from './ports/ledger.js';
export type * from './ports/sources.js';
export type * from './ports/evaluation-store.js';
export type * from './ports/job-queue.js';
export * from './canonical-json.js';
export * from './services.js';
