import type { ExpansionCall, LedgerEntry } from '@etcetera/store';
import DataLoader from 'dataloader';
import type { GraphQLContext } from '../context.js';
import { listsByKey } from '../loading/context-loader.js';

/** A call of a run: how it was used, and the ledger's record of it. */
export type ModelCallRow = ExpansionCall & { readonly entry: LedgerEntry };

interface CallPage {
  readonly expansionId: string;
  /** Key of the last call of the page before; "" for the first page. */
  readonly after: string;
  readonly take: number;
}

const loaders = new WeakMap<GraphQLContext, DataLoader<CallPage, ModelCallRow[], string>>();

/** A page of a run's calls, ordered by key; the same page of many runs takes one query, however long their lists are. */
export function loadCallPage(context: GraphQLContext, page: CallPage): Promise<ModelCallRow[]> {
  let loader = loaders.get(context);
  if (!loader) {
    loader = new DataLoader((pages) => loadPages(context, pages), { cacheKeyFn: (p) => `${p.expansionId} ${p.take} ${p.after}` });
    loaders.set(context, loader);
  }
  return loader.load(page);
}

async function loadPages({ services }: GraphQLContext, pages: readonly CallPage[]): Promise<ModelCallRow[][]> {
  const { prisma } = services.database;
  const keys = await prisma.$queryRaw<{ page: number; expansionId: string; key: string; hash: string; reused: boolean }[]>`
    SELECT (asked.page - 1)::int AS page, call.*
    FROM unnest(${pages.map((p) => p.expansionId)}::text[], ${pages.map((p) => p.after)}::text[], ${pages.map((p) => p.take)}::int[])
      WITH ORDINALITY AS asked(expansion_id, after_key, take, page)
    CROSS JOIN LATERAL (
      SELECT "expansionId", "key", "hash", "reused" FROM "ExpansionCall"
      WHERE "expansionId" = asked.expansion_id AND "key" > asked.after_key
      ORDER BY "key" LIMIT asked.take
    ) call
    ORDER BY asked.page, call."key"`;
  const entries = await prisma.ledgerEntry.findMany({ where: { hash: { in: [...new Set(keys.map((row) => row.hash))] } } });
  const entryByHash = new Map(entries.map((entry) => [entry.hash, entry]));
  const rows = keys.map(({ page, ...call }) => ({ page, ...call, entry: entryByHash.get(call.hash) as LedgerEntry }));
  const lists = listsByKey(
    pages.map((_, i) => i),
    rows,
    (row) => row.page,
  );
  return pages.map((_, i) => lists.get(i) ?? []);
}
