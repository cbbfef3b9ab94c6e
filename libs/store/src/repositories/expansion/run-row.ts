import type { ExpansionActual, ExpansionConfig, ExpansionPlan, ExpansionRun, UsedModel, Warning } from '@etcetera/expansion';
import type { Expansion } from '../../generated/client/client.js';

/** A run as its users see it, from its row. */
export function toRun(row: Expansion): ExpansionRun {
  // The column is {} until a run stops for the first time.
  const actual = row.actual as unknown as Partial<ExpansionActual>;
  return {
    id: row.id,
    baseId: row.baseId,
    status: row.status,
    seedIds: row.seedIds,
    negativeSeedIds: row.negativeSeedIds,
    config: row.config as unknown as ExpansionConfig,
    configHash: row.configHash,
    plan: row.plan as unknown as ExpansionPlan,
    vocabularyHash: row.vocabularyHash,
    models: row.models as unknown as readonly UsedModel[],
    resultJson: row.resultJson,
    resultSha256: row.resultSha256,
    warnings: row.warnings as unknown as readonly Warning[],
    actual: actual.calls === undefined ? null : (actual as ExpansionActual),
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    codeVersion: row.codeVersion,
    requestedBy: row.requestedBy,
    parentId: row.parentId,
    fence: row.fence,
    cancelRequested: row.cancelRequested,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  };
}
