import { UnknownBaseError, type KnowledgeBaseRow, type KnowledgeStore } from '@etcetera/knowledge';
import type { PrismaClient } from '../../generated/client/client.js';
import { appendAudit } from '../audit/audit-chain.js';
import { isStorableText } from '../support/stored-json.js';
import { inTransaction, type Tx } from '../support/transaction.js';

const COLUMNS = { id: true, slug: true, name: true, description: true, licence: true, revision: true } as const;

/** Knowledge bases. */
export function baseQueries(prisma: PrismaClient): Pick<KnowledgeStore, 'listBases' | 'baseBySlug' | 'ensureBase'> {
  const find = (tx: Tx, slug: string): Promise<KnowledgeBaseRow | null> =>
    tx.knowledgeBase.findUnique({ where: { slug }, select: COLUMNS });
  return {
    listBases: () => prisma.knowledgeBase.findMany({ select: COLUMNS, orderBy: { slug: 'asc' } }),

    async baseBySlug(slug) {
      return (isStorableText(slug) ? await find(prisma, slug) : null) ?? unknownBase(prisma, slug);
    },

    async ensureBase(base, actor) {
      const known = await find(prisma, base.slug);
      if (known) return known;
      return inTransaction(prisma, async (tx) => {
        const { count } = await tx.knowledgeBase.createMany({ data: [base], skipDuplicates: true });
        const row = (await find(tx, base.slug)) ?? (await unknownBase(tx, base.slug));
        if (count === 1) {
          await appendAudit(tx, {
            scope: row.id,
            actor: actor.name,
            requestId: actor.requestId,
            action: 'base.created',
            subjectType: 'KnowledgeBase',
            subjectId: row.id,
            after: { slug: row.slug, name: row.name, description: row.description, licence: row.licence },
          });
        }
        return row;
      });
    },
  };
}

/** @throws UnknownBaseError always, naming the bases that there are. */
export async function unknownBase(tx: Tx, slugOrId: string): Promise<never> {
  const known = await tx.knowledgeBase.findMany({ select: { slug: true }, orderBy: { slug: 'asc' } });
  throw new UnknownBaseError(
    slugOrId,
    known.map((base) => base.slug),
  );
}
