import { InvalidInputError, StaleVersionError, type EntitySetRow, type KnowledgeStore, type MemberStatus } from '@etcetera/knowledge';
import type { Prisma, PrismaClient } from '../../generated/client/client.js';
import { appendAudit } from '../audit/audit-chain.js';
import { isStorableText } from '../support/stored-json.js';
import { inTransaction, type Tx } from '../support/transaction.js';
import { unknownBase } from './bases.js';
import { checkMembers, dropMembersExcept, upsertMembers } from './set-members.js';

const COLUMNS = {
  id: true,
  baseId: true,
  name: true,
  description: true,
  version: true,
  updatedAt: true,
  members: {
    select: { entityId: true, status: true, expansionId: true, rank: true, score: true, reviewedBy: true, reviewedAt: true },
    orderBy: [{ addedAt: 'asc' }, { rank: 'asc' }, { entityId: 'asc' }],
  },
} satisfies Prisma.EntitySetSelect;

/** Curated sets. Every change raises the version and leaves an audit event in the same transaction. */
export function setQueries(prisma: PrismaClient): Pick<KnowledgeStore, 'listSets' | 'setById' | 'saveSet' | 'reviewMembers'> {
  return {
    async listSets(baseId) {
      const sets = await prisma.entitySet.findMany({
        where: { baseId, deletedAt: null },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        select: COLUMNS,
      });
      return sets.map(toSetRow);
    },

    setById: (setId) => liveSet(prisma, setId),

    saveSet: ({ baseId, name, description, members, expectedVersion }, actor) =>
      inTransaction(prisma, async (tx) => {
        await checkMembers(tx, baseId, members);
        if (!(await tx.knowledgeBase.findUnique({ where: { id: baseId }, select: { id: true } }))) await unknownBase(tx, baseId);
        // Version 0 is never seen: the save below makes it 1. Two people who create the same set meet here, and the second one replaces.
        await tx.entitySet.createMany({ data: [{ baseId, name, version: 0, createdBy: actor.name }], skipDuplicates: true });
        const [held] = await tx.$queryRaw<{ id: string; version: number; deleted: boolean }[]>`
          SELECT "id", "version", "deletedAt" IS NOT NULL AS "deleted" FROM "EntitySet" WHERE "baseId" = ${baseId} AND "name" = ${name} FOR UPDATE`;
        if (!held) throw new Error(`Set "${name}" vanished while it was being saved.`);
        checkVersion(`Set "${name}"`, expectedVersion, held.version);
        const before = held.version === 0 || held.deleted ? undefined : await liveSet(tx, held.id);

        await dropMembersExcept(
          tx,
          held.id,
          members.map((member) => member.entityId),
        );
        await upsertMembers(tx, held.id, members, actor.name);
        await tx.entitySet.update({
          where: { id: held.id },
          data: { version: { increment: 1 }, deletedAt: null, description: description ?? null },
        });
        const after = await savedSet(tx, held.id);
        await appendAudit(tx, {
          scope: baseId,
          actor: actor.name,
          requestId: actor.requestId,
          action: before ? 'set.saved' : 'set.created',
          subjectType: 'EntitySet',
          subjectId: held.id,
          before: before && summary(before),
          after: summary(after),
        });
        return after;
      }),

    /** A decision about an entity of the base that is not a member yet makes it one. */
    reviewMembers: (setId, decisions, expectedVersion, actor) =>
      inTransaction(prisma, async (tx) => {
        const known = await liveSet(tx, setId);
        if (!known) throw new InvalidInputError('setId', setId, 'name a set that exists');
        await tx.$queryRaw`SELECT 1 FROM "EntitySet" WHERE "id" = ${setId} FOR UPDATE`;
        const before = await savedSet(tx, setId);
        checkVersion(`Set "${before.name}"`, expectedVersion, before.version);
        await checkMembers(tx, before.baseId, decisions);
        if (decisions.length === 0) return before;

        await upsertMembers(tx, setId, decisions, actor.name);
        await tx.entitySet.update({ where: { id: setId }, data: { version: { increment: 1 } } });
        const after = await savedSet(tx, setId);
        const decided = new Set(decisions.map((decision) => decision.entityId));
        await appendAudit(tx, {
          scope: before.baseId,
          actor: actor.name,
          requestId: actor.requestId,
          action: 'set.reviewed',
          subjectType: 'EntitySet',
          subjectId: setId,
          before: summary(before, decided),
          after: summary(after, decided),
        });
        return after;
      }),
  };
}

async function liveSet(tx: Tx, setId: string): Promise<EntitySetRow | undefined> {
  if (!isStorableText(setId)) return undefined;
  const set = await tx.entitySet.findFirst({ where: { id: setId, deletedAt: null }, select: COLUMNS });
  return set ? toSetRow(set) : undefined;
}

async function savedSet(tx: Tx, setId: string): Promise<EntitySetRow> {
  return toSetRow(await tx.entitySet.findUniqueOrThrow({ where: { id: setId }, select: COLUMNS }));
}

function checkVersion(subject: string, expected: number | undefined, actual: number): void {
  if (expected !== undefined && expected !== actual) throw new StaleVersionError(subject, expected, actual);
}

/** What the audit keeps of a set: its version and who is in it with which status. */
function summary(set: EntitySetRow, only?: ReadonlySet<string>): unknown {
  const members = set.members
    .filter((member) => !only || only.has(member.entityId))
    .map((member) => [member.entityId, member.status] as const);
  return { name: set.name, description: set.description, version: set.version, members: Object.fromEntries(members) };
}

interface StoredMember {
  readonly entityId: string;
  readonly status: MemberStatus;
  readonly expansionId: string | null;
  readonly rank: number | null;
  readonly score: number | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
}

function toSetRow(set: Omit<EntitySetRow, 'members'> & { readonly members: readonly StoredMember[] }): EntitySetRow {
  return {
    ...set,
    members: set.members.map(({ expansionId, rank, score, ...member }) => ({
      ...member,
      ...(expansionId === null ? {} : { expansionId }),
      ...(rank === null ? {} : { rank }),
      ...(score === null ? {} : { score }),
    })),
  };
}
