import { openTestDatabase } from '../testing/open-test-database.js';
import { describeRepositoriesContract } from './repositories.contract.js';

const databaseUrl = process.env['DATABASE_URL'];

describe('the repositories on a server', () => {
  describeRepositoriesContract(() => {
    if (!databaseUrl) throw new Error('Set DATABASE_URL to a PostgreSQL server with pgvector on which databases may be created.');
    return openTestDatabase({ databaseUrl });
  });
});
