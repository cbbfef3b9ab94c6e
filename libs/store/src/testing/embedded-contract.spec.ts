import { describeDatabaseContract } from './database.contract.js';
import { openTestDatabase } from './open-test-database.js';
import { describeQueueContract } from './queue.contract.js';

describe('the embedded database', () => {
  describeDatabaseContract(() => openTestDatabase());
});

describe('the queue on the embedded database', () => {
  describeQueueContract(() => openTestDatabase());
});
