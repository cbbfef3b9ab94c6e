export { applyMigrations } from './apply-migrations.js';
export * from './data-directory-lock.js';
export * from './data-directory-locked-error.js';
export * from './database-error.js';
export * from './database.js';
export type * from './lock-holder.js';
export * from './migration-error.js';
export * from './migration-files.js';
export * from './open-database.js';
