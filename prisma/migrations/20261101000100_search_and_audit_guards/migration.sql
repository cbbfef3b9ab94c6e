-- What schema.prisma cannot say. The drift check does not see triggers, expression indexes or partial indexes, so it refuses a migration
-- that drops one of them: each is declared "managed" by a comment on its own line.

-- Audit events are only ever added. Statement triggers refuse even a change that would touch no row; ENABLE ALWAYS keeps them at work
-- in a session that replays replication.
CREATE FUNCTION etcetera_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Audit events are append-only: % on "AuditEvent" was refused.', TG_OP
    USING ERRCODE = 'restrict_violation',
          HINT = 'Record a correction as a new audit event.';
END;
$$;

-- managed: AuditEvent_append_only
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION etcetera_refuse_audit_change();
ALTER TABLE "AuditEvent" ENABLE ALWAYS TRIGGER "AuditEvent_append_only";
REVOKE UPDATE, DELETE, TRUNCATE ON "AuditEvent" FROM PUBLIC;

-- Full-text search over the live entities.
-- managed: entity_live_fulltext
CREATE INDEX "entity_live_fulltext" ON "Entity"
  USING gin (to_tsvector('english', "name" || ' ' || coalesce("description", ''))) WHERE "deletedAt" IS NULL;

-- Pages of a base by name, and the vocabulary, read the live entities only.
-- managed: entity_live_by_name
CREATE INDEX "entity_live_by_name" ON "Entity" ("baseId", "name", "id") WHERE "deletedAt" IS NULL;

-- Workers look for work among the few unfinished runs, not among all history.
-- managed: expansion_unfinished
CREATE INDEX "expansion_unfinished" ON "Expansion" ("createdAt", "id") WHERE "status" IN ('QUEUED', 'SAMPLING', 'RANKING');
-- managed: evaluation_unfinished
CREATE INDEX "evaluation_unfinished" ON "Evaluation" ("createdAt", "id") WHERE "status" IN ('QUEUED', 'RUNNING');
