import type { KnowledgeStore } from '@etcetera/knowledge';
import type { PrismaClient } from '../../generated/client/client.js';
import { baseQueries } from './bases.js';
import { embeddingQueries } from './embeddings.js';
import { entityQueries } from './entities.js';
import { imageQueries } from './images.js';
import { importQueries } from './imports.js';
import { searchQueries } from './search.js';
import { setQueries } from './sets.js';

/** Bases, entities, imports, embeddings and sets in the database. */
export function createKnowledgeStore(prisma: PrismaClient): KnowledgeStore {
  return {
    ...baseQueries(prisma),
    ...importQueries(prisma),
    ...entityQueries(prisma),
    ...searchQueries(prisma),
    ...imageQueries(prisma),
    ...embeddingQueries(prisma),
    ...setQueries(prisma),
  };
}
