export * from './database/index.js';
export * from './generated/client/client.js';
export * from './queue/index.js';
export * from './repositories/index.js';
export * from './testing/open-test-database.js';
