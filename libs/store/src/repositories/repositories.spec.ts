import { openTestDatabase } from '../testing/open-test-database.js';
import { describeRepositoriesContract } from './repositories.contract.js';

describe('the repositories on the embedded database', () => {
  describeRepositoriesContract(() => openTestDatabase());
});
