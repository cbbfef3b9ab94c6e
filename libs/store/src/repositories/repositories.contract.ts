import { jest } from '@jest/globals';
import type { Database } from '../database/index.js';
import { describeAuditContract } from './audit/audit.contract.js';
import { describeApiKeysContract } from './access/api-keys.contract.js';
import { describeEvaluationStoreContract } from './evaluation/evaluation-store.contract.js';
import { describeExpansionStoreContract } from './expansion/expansion-store.contract.js';
import { describeNeighboursContract } from './expansion/neighbours.contract.js';
import { describeLedgerContract, describeTextSourceContract, describeVocabularyContract } from './expansion/sources.contract.js';
import { describeEmbeddingsContract } from './knowledge/embeddings.contract.js';
import { describeSetsContract } from './knowledge/sets.contract.js';
import { describeEntitiesContract } from './knowledge/entities.contract.js';
import { describeImportsContract } from './knowledge/imports.contract.js';
import { describeSearchContract } from './knowledge/search.contract.js';
import { subjectOf, type Subject } from './support/fixtures.contract.js';

/** A busy machine may take its time; a test that hangs still ends. */
jest.setTimeout(60_000);

/** What all repositories must do on every database. The suites share one database and keep apart by bases of their own. */
export function describeRepositoriesContract(open: () => Promise<Database>): void {
  let subject: Subject | undefined;
  beforeAll(async () => {
    subject = subjectOf(await open());
  }, 60_000);
  afterAll(() => subject?.database.close());
  const current = (): Subject => {
    if (!subject) throw new Error('The database is not open yet.');
    return subject;
  };

  describe('audit', () => describeAuditContract(current));
  describe('imports', () => describeImportsContract(current));
  describe('entities', () => describeEntitiesContract(current));
  describe('search', () => describeSearchContract(current));
  describe('embeddings', () => describeEmbeddingsContract(current));
  describe('sets', () => describeSetsContract(current));
  describe('expansions', () => describeExpansionStoreContract(current));
  describe('ledger', () => describeLedgerContract(current));
  describe('vocabulary, priors and texts', () => describeVocabularyContract(current));
  describe('neighbours', () => describeNeighboursContract(current));
  describe('text search', () => describeTextSourceContract(current));
  describe('evaluations', () => describeEvaluationStoreContract(current));
  describe('keys', () => describeApiKeysContract(current));
}
