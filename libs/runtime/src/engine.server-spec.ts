import { engineContract } from './engine.contract.js';

describe('the run engine on a Postgres server', () => {
  engineContract(() => process.env['DATABASE_URL']);
});
