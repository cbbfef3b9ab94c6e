import type { ExpansionResult } from '@etcetera/expansion';

/** Columns that every reading of a run loads; the two big ones (result, provisional page) are loaded only when a field needs them. */
export const RUN_COLUMNS = {
  id: true,
  baseId: true,
  status: true,
  method: true,
  seedIds: true,
  negativeSeedIds: true,
  config: true,
  configHash: true,
  plan: true,
  models: true,
  warnings: true,
  actual: true,
  errorCode: true,
  errorMessage: true,
  codeVersion: true,
  requestedBy: true,
  parentId: true,
  resultSha256: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
} as const;

const parsed = new WeakMap<object, ExpansionResult>();

/** The result of a run from its canonical bytes, parsed once a row; undefined while there is none. */
export function resultOf(row: { resultJson: string | null }): ExpansionResult | undefined {
  if (row.resultJson === null) return undefined;
  let result = parsed.get(row);
  if (!result) parsed.set(row, (result = JSON.parse(row.resultJson) as ExpansionResult));
  return result;
}

/** States from which a run does not go on. */
export const ENDED: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'CANCELLED']);
