export * from './database/index.js';
export * from './repositories/index.js';
