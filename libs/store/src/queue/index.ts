export type * from './notifications.js';
export * from './open-notifications.js';
export * from './pg-boss-queue.js';
export * from './progress-bus.js';
