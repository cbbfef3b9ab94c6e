-- Both extensions come with the embedded database; a server needs pgvector installed (pg_trgm is part of PostgreSQL's contrib).
CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('RUNNING', 'COMPLETED', 'INTERRUPTED', 'FAILED');

-- CreateEnum
CREATE TYPE "MemberStatus" AS ENUM ('SEED', 'NEGATIVE_SEED', 'SUGGESTED', 'ACCEPTED', 'REJECTED');

-- CreateEnum
CREATE TYPE "ExpansionStatus" AS ENUM ('QUEUED', 'SAMPLING', 'RANKING', 'COMPLETED', 'FAILED', 'CANCELLED', 'PAUSED');

-- CreateEnum
CREATE TYPE "EvaluationStatus" AS ENUM ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED');

-- CreateTable
CREATE TABLE "KnowledgeBase" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "licence" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KnowledgeBase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entity" (
    "id" TEXT NOT NULL,
    "baseId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "normalizedName" TEXT NOT NULL,
    "description" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "contentHash" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "importId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntityAlias" (
    "id" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "normalizedText" TEXT NOT NULL,

    CONSTRAINT "EntityAlias_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntityContext" (
    "id" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT,

    CONSTRAINT "EntityContext_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntityImage" (
    "id" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "altText" TEXT NOT NULL,

    CONSTRAINT "EntityImage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImageBlob" (
    "sha256" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "byteCount" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "ImageBlob_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "ImportBatch" (
    "id" TEXT NOT NULL,
    "baseId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "fileName" TEXT,
    "fileSha256" TEXT,
    "status" "ImportStatus" NOT NULL DEFAULT 'RUNNING',
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "rowsRead" INTEGER NOT NULL DEFAULT 0,
    "elapsedMs" INTEGER,
    "actor" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "ImportBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRejection" (
    "id" TEXT NOT NULL,
    "importId" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "field" TEXT,
    "raw" TEXT NOT NULL,

    CONSTRAINT "ImportRejection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EmbeddingSpace" (
    "id" TEXT NOT NULL,
    "baseId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "modelSha256" TEXT NOT NULL,
    "dimensions" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "mean" DOUBLE PRECISION[],
    "vectorCount" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EmbeddingSpace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Embedding" (
    "spaceId" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "textHash" TEXT NOT NULL,
    "vector" vector NOT NULL,

    CONSTRAINT "Embedding_pkey" PRIMARY KEY ("spaceId","entityId")
);

-- CreateTable
CREATE TABLE "EntitySet" (
    "id" TEXT NOT NULL,
    "baseId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "EntitySet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntitySetMember" (
    "setId" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "status" "MemberStatus" NOT NULL,
    "expansionId" TEXT,
    "rank" INTEGER,
    "score" DOUBLE PRECISION,
    "reviewedBy" TEXT,
    "reviewedAt" TIMESTAMP(3),
    "addedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EntitySetMember_pkey" PRIMARY KEY ("setId","entityId")
);

-- CreateTable
CREATE TABLE "Expansion" (
    "id" TEXT NOT NULL,
    "baseId" TEXT NOT NULL,
    "status" "ExpansionStatus" NOT NULL DEFAULT 'QUEUED',
    "method" TEXT NOT NULL,
    "seedIds" TEXT[],
    "negativeSeedIds" TEXT[],
    "config" JSONB NOT NULL,
    "configHash" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "vocabularyHash" TEXT,
    "models" JSONB NOT NULL DEFAULT '[]',
    "provisional" JSONB,
    "resultJson" TEXT,
    "resultSha256" TEXT,
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "actual" JSONB NOT NULL DEFAULT '{}',
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "codeVersion" TEXT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "parentId" TEXT,
    "cancelRequested" BOOLEAN NOT NULL DEFAULT false,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "claimedBy" TEXT,
    "heartbeatAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Expansion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExpansionCandidate" (
    "expansionId" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "standardError" DOUBLE PRECISION,
    "exposures" INTEGER NOT NULL,
    "channels" JSONB NOT NULL,

    CONSTRAINT "ExpansionCandidate_pkey" PRIMARY KEY ("expansionId","entityId")
);

-- CreateTable
CREATE TABLE "Judgement" (
    "id" TEXT NOT NULL,
    "expansionId" TEXT NOT NULL,
    "listIndex" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "shownIds" TEXT[],
    "rankedIds" TEXT[],
    "outcome" TEXT NOT NULL,
    "issues" JSONB NOT NULL DEFAULT '[]',
    "ledgerHash" TEXT NOT NULL,

    CONSTRAINT "Judgement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "answer" JSONB NOT NULL,
    "promptTokens" INTEGER NOT NULL DEFAULT 0,
    "completionTokens" INTEGER NOT NULL DEFAULT 0,
    "costMicroUsd" INTEGER,
    "latencyMs" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "ExpansionCall" (
    "expansionId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "reused" BOOLEAN NOT NULL,

    CONSTRAINT "ExpansionCall_pkey" PRIMARY KEY ("expansionId","key")
);

-- CreateTable
CREATE TABLE "ExpansionEvent" (
    "expansionId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ExpansionEvent_pkey" PRIMARY KEY ("expansionId","sequence")
);

-- CreateTable
CREATE TABLE "VocabularySnapshot" (
    "hash" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "entryCount" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "VocabularySnapshot_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "VocabularyPrior" (
    "id" TEXT NOT NULL,
    "baseId" TEXT NOT NULL,
    "vocabularyHash" TEXT NOT NULL,
    "modelKey" TEXT NOT NULL,
    "promptHash" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "steps" INTEGER NOT NULL,
    "elapsedMs" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "VocabularyPrior_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Benchmark" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "baseId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Benchmark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BenchmarkQuery" (
    "id" TEXT NOT NULL,
    "benchmarkId" TEXT NOT NULL,
    "className" TEXT NOT NULL,
    "queryIndex" INTEGER NOT NULL,
    "seedIds" TEXT[],
    "goldIds" TEXT[],

    CONSTRAINT "BenchmarkQuery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Evaluation" (
    "id" TEXT NOT NULL,
    "benchmarkId" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "status" "EvaluationStatus" NOT NULL DEFAULT 'QUEUED',
    "config" JSONB NOT NULL,
    "configHash" TEXT NOT NULL,
    "models" JSONB NOT NULL DEFAULT '[]',
    "codeVersion" TEXT NOT NULL,
    "queryCount" INTEGER NOT NULL,
    "completed" INTEGER NOT NULL DEFAULT 0,
    "metrics" JSONB NOT NULL DEFAULT '{}',
    "elapsedMs" INTEGER,
    "errorMessage" TEXT,
    "requestedBy" TEXT NOT NULL,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "claimedBy" TEXT,
    "heartbeatAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EvaluationQueryResult" (
    "evaluationId" TEXT NOT NULL,
    "queryId" TEXT NOT NULL,
    "metrics" JSONB NOT NULL,
    "rankedIds" TEXT[],
    "elapsedMs" INTEGER NOT NULL,
    "warnings" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "EvaluationQueryResult_pkey" PRIMARY KEY ("evaluationId","queryId")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "requestId" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "scope" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("scope")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "permissions" TEXT[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMP(3),
    "expiresAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "KnowledgeBase_slug_key" ON "KnowledgeBase"("slug");

-- CreateIndex
CREATE INDEX "Entity_baseId_normalizedName_idx" ON "Entity"("baseId", "normalizedName");

-- CreateIndex
CREATE INDEX "Entity_baseId_deletedAt_name_id_idx" ON "Entity"("baseId", "deletedAt", "name", "id");

-- CreateIndex
CREATE INDEX "entity_normalized_name_trgm" ON "Entity" USING GIN ("normalizedName" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "Entity_baseId_source_externalId_key" ON "Entity"("baseId", "source", "externalId");

-- CreateIndex
CREATE INDEX "entity_alias_trgm" ON "EntityAlias" USING GIN ("normalizedText" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "EntityAlias_entityId_normalizedText_key" ON "EntityAlias"("entityId", "normalizedText");

-- CreateIndex
CREATE UNIQUE INDEX "EntityContext_entityId_position_key" ON "EntityContext"("entityId", "position");

-- CreateIndex
CREATE INDEX "EntityImage_sha256_idx" ON "EntityImage"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "EntityImage_entityId_position_key" ON "EntityImage"("entityId", "position");

-- CreateIndex
CREATE INDEX "ImportBatch_baseId_startedAt_idx" ON "ImportBatch"("baseId", "startedAt");

-- CreateIndex
CREATE INDEX "ImportRejection_importId_line_idx" ON "ImportRejection"("importId", "line");

-- CreateIndex
CREATE UNIQUE INDEX "EmbeddingSpace_baseId_model_modelSha256_template_key" ON "EmbeddingSpace"("baseId", "model", "modelSha256", "template");

-- CreateIndex
CREATE INDEX "Embedding_entityId_idx" ON "Embedding"("entityId");

-- CreateIndex
CREATE UNIQUE INDEX "EntitySet_baseId_name_key" ON "EntitySet"("baseId", "name");

-- CreateIndex
CREATE INDEX "EntitySetMember_entityId_idx" ON "EntitySetMember"("entityId");

-- CreateIndex
CREATE INDEX "Expansion_baseId_createdAt_id_idx" ON "Expansion"("baseId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Expansion_status_heartbeatAt_idx" ON "Expansion"("status", "heartbeatAt");

-- CreateIndex
CREATE INDEX "ExpansionCandidate_expansionId_rank_idx" ON "ExpansionCandidate"("expansionId", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "Judgement_expansionId_listIndex_attempt_key" ON "Judgement"("expansionId", "listIndex", "attempt");

-- CreateIndex
CREATE INDEX "ExpansionCall_hash_idx" ON "ExpansionCall"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "VocabularyPrior_vocabularyHash_modelKey_promptHash_key" ON "VocabularyPrior"("vocabularyHash", "modelKey", "promptHash");

-- CreateIndex
CREATE UNIQUE INDEX "Benchmark_slug_key" ON "Benchmark"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "BenchmarkQuery_benchmarkId_className_queryIndex_key" ON "BenchmarkQuery"("benchmarkId", "className", "queryIndex");

-- CreateIndex
CREATE INDEX "Evaluation_benchmarkId_method_createdAt_idx" ON "Evaluation"("benchmarkId", "method", "createdAt");

-- CreateIndex
CREATE INDEX "AuditEvent_subjectType_subjectId_idx" ON "AuditEvent"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_scope_sequence_key" ON "AuditEvent"("scope", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_keyHash_key" ON "ApiKey"("keyHash");

-- AddForeignKey
ALTER TABLE "Entity" ADD CONSTRAINT "Entity_baseId_fkey" FOREIGN KEY ("baseId") REFERENCES "KnowledgeBase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entity" ADD CONSTRAINT "Entity_importId_fkey" FOREIGN KEY ("importId") REFERENCES "ImportBatch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityAlias" ADD CONSTRAINT "EntityAlias_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityContext" ADD CONSTRAINT "EntityContext_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityImage" ADD CONSTRAINT "EntityImage_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityImage" ADD CONSTRAINT "EntityImage_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "ImageBlob"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportBatch" ADD CONSTRAINT "ImportBatch_baseId_fkey" FOREIGN KEY ("baseId") REFERENCES "KnowledgeBase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRejection" ADD CONSTRAINT "ImportRejection_importId_fkey" FOREIGN KEY ("importId") REFERENCES "ImportBatch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmbeddingSpace" ADD CONSTRAINT "EmbeddingSpace_baseId_fkey" FOREIGN KEY ("baseId") REFERENCES "KnowledgeBase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Embedding" ADD CONSTRAINT "Embedding_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "EmbeddingSpace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Embedding" ADD CONSTRAINT "Embedding_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntitySet" ADD CONSTRAINT "EntitySet_baseId_fkey" FOREIGN KEY ("baseId") REFERENCES "KnowledgeBase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntitySetMember" ADD CONSTRAINT "EntitySetMember_setId_fkey" FOREIGN KEY ("setId") REFERENCES "EntitySet"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntitySetMember" ADD CONSTRAINT "EntitySetMember_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntitySetMember" ADD CONSTRAINT "EntitySetMember_expansionId_fkey" FOREIGN KEY ("expansionId") REFERENCES "Expansion"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Expansion" ADD CONSTRAINT "Expansion_baseId_fkey" FOREIGN KEY ("baseId") REFERENCES "KnowledgeBase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpansionCandidate" ADD CONSTRAINT "ExpansionCandidate_expansionId_fkey" FOREIGN KEY ("expansionId") REFERENCES "Expansion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpansionCandidate" ADD CONSTRAINT "ExpansionCandidate_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Judgement" ADD CONSTRAINT "Judgement_expansionId_fkey" FOREIGN KEY ("expansionId") REFERENCES "Expansion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpansionCall" ADD CONSTRAINT "ExpansionCall_expansionId_fkey" FOREIGN KEY ("expansionId") REFERENCES "Expansion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpansionCall" ADD CONSTRAINT "ExpansionCall_hash_fkey" FOREIGN KEY ("hash") REFERENCES "LedgerEntry"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpansionEvent" ADD CONSTRAINT "ExpansionEvent_expansionId_fkey" FOREIGN KEY ("expansionId") REFERENCES "Expansion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VocabularyPrior" ADD CONSTRAINT "VocabularyPrior_baseId_fkey" FOREIGN KEY ("baseId") REFERENCES "KnowledgeBase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Benchmark" ADD CONSTRAINT "Benchmark_baseId_fkey" FOREIGN KEY ("baseId") REFERENCES "KnowledgeBase"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BenchmarkQuery" ADD CONSTRAINT "BenchmarkQuery_benchmarkId_fkey" FOREIGN KEY ("benchmarkId") REFERENCES "Benchmark"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_benchmarkId_fkey" FOREIGN KEY ("benchmarkId") REFERENCES "Benchmark"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvaluationQueryResult" ADD CONSTRAINT "EvaluationQueryResult_evaluationId_fkey" FOREIGN KEY ("evaluationId") REFERENCES "Evaluation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EvaluationQueryResult" ADD CONSTRAINT "EvaluationQueryResult_queryId_fkey" FOREIGN KEY ("queryId") REFERENCES "BenchmarkQuery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
