import { engineContract } from './engine.contract.js';

describe('the run engine on the embedded database', () => {
  engineContract(() => undefined);
});
