import { InvalidInputError, UnknownEntityIdError, type MemberDecision } from '@etcetera/knowledge';
import { UTC_NOW } from '../support/sql.js';
import { isStorableText } from '../support/stored-json.js';
import type { Tx } from '../support/transaction.js';

/**
 * Refuses members that the set cannot hold.
 * @throws UnknownEntityIdError for ids that are not live entities of the base; InvalidInputError for an entity that is named twice or a
 * run that is not one of the base.
 */
export async function checkMembers(tx: Tx, baseId: string, members: readonly MemberDecision[]): Promise<void> {
  const ids = members.map((member) => member.entityId);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new InvalidInputError('members', repeated, 'name each entity once');

  const known = new Set(
    (
      await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Entity" WHERE "id" = ANY(${ids.filter(isStorableText)}::text[]) AND "baseId" = ${baseId} AND "deletedAt" IS NULL`
    ).map((row) => row.id),
  );
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new UnknownEntityIdError('members', unknown);

  const runIds = [...new Set(members.flatMap((member) => member.expansionId ?? []))];
  if (runIds.length === 0) return;
  const runs = new Set((await tx.expansion.findMany({ where: { baseId, id: { in: runIds } }, select: { id: true } })).map((run) => run.id));
  const unknownRun = runIds.find((id) => !runs.has(id));
  if (unknownRun !== undefined)
    throw new InvalidInputError('members.expansionId', unknownRun, 'name an expansion of this base, or leave it out');
}

/**
 * Adds members and changes those that are there. Who reviewed a member, and when, changes only with its status; where a member came
 * from stays when the decision does not say.
 */
export async function upsertMembers(tx: Tx, setId: string, members: readonly MemberDecision[], reviewer: string): Promise<void> {
  if (members.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "EntitySetMember" ("setId", "entityId", "status", "expansionId", "rank", "score", "reviewedBy", "reviewedAt", "addedAt")
    SELECT ${setId}, r."entityId", r."status", r."expansionId", r."rank", r."score",
      CASE WHEN r."status" IN ('ACCEPTED', 'REJECTED') THEN ${reviewer} END,
      CASE WHEN r."status" IN ('ACCEPTED', 'REJECTED') THEN ${UTC_NOW} END, ${UTC_NOW}
    FROM json_to_recordset(${JSON.stringify(members)}::json)
      AS r("entityId" text, "status" "MemberStatus", "expansionId" text, "rank" int, "score" float8)
    ON CONFLICT ("setId", "entityId") DO UPDATE SET
      "expansionId" = coalesce(excluded."expansionId", "EntitySetMember"."expansionId"),
      "rank" = coalesce(excluded."rank", "EntitySetMember"."rank"),
      "score" = coalesce(excluded."score", "EntitySetMember"."score"),
      "reviewedBy" = CASE WHEN "EntitySetMember"."status" = excluded."status" THEN "EntitySetMember"."reviewedBy" ELSE excluded."reviewedBy" END,
      "reviewedAt" = CASE WHEN "EntitySetMember"."status" = excluded."status" THEN "EntitySetMember"."reviewedAt" ELSE excluded."reviewedAt" END,
      "status" = excluded."status"`;
}

/** Takes everybody out of the set who is not listed. */
export async function dropMembersExcept(tx: Tx, setId: string, entityIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM "EntitySetMember" WHERE "setId" = ${setId} AND NOT ("entityId" = ANY(${entityIds}::text[]))`;
}
