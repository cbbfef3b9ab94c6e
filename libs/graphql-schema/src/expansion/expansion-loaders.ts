import type { JudgementRecord } from '@etcetera/expansion';
import { fromStoredJson, type Expansion } from '@etcetera/store';
import { byKey, contextLoader, listsByKey } from '../loading/context-loader.js';
import { RUN_COLUMNS } from './expansion-row.js';

/** A run without its big columns. */
export type ExpansionRow = Pick<Expansion, keyof typeof RUN_COLUMNS>;

/** Runs by id; null for one that is not there. */
export const expansionById = contextLoader<string, ExpansionRow | null>(
  async (ids, { services }) => {
    const rows = await services.database.prisma.expansion.findMany({ where: { id: { in: [...ids] } }, select: RUN_COLUMNS });
    return byKey(rows, (row) => row.id);
  },
  () => null,
);

/** Judgements by run, in list order. */
export const judgementsOf = contextLoader<string, JudgementRecord[]>(
  async (ids, { services }) => {
    const rows = await services.database.prisma.judgement.findMany({
      where: { expansionId: { in: [...ids] } },
      orderBy: [{ listIndex: 'asc' }, { attempt: 'asc' }],
    });
    const judgements = rows.map((row) => ({ ...row, issues: fromStoredJson(row.issues) })) as unknown as (JudgementRecord & {
      expansionId: string;
    })[];
    return listsByKey(ids, judgements, (row) => row.expansionId);
  },
  () => [],
);

/** Number of the last progress event by run; 0 before the first. */
export const lastSequenceOf = contextLoader<string, number>(
  async (ids, { services }) => {
    const rows = await services.database.prisma.expansionEvent.groupBy({
      by: ['expansionId'],
      where: { expansionId: { in: [...ids] } },
      _max: { sequence: true },
    });
    return new Map(rows.map((row) => [row.expansionId, row._max.sequence ?? 0]));
  },
  () => 0,
);

/** Number of model calls by run. */
export const callCountOf = contextLoader<string, number>(
  async (ids, { services }) => {
    const rows = await services.database.prisma.expansionCall.groupBy({
      by: ['expansionId'],
      where: { expansionId: { in: [...ids] } },
      _count: { _all: true },
    });
    return new Map(rows.map((row) => [row.expansionId, row._count._all]));
  },
  () => 0,
);
