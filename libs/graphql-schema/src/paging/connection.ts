import { encodeCursor, type CursorKey } from './cursor.js';

/** A page as Relay wants it; the total is counted only when somebody asks for it. */
export interface PageOf<T> {
  readonly edges: { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: () => number | Promise<number>;
}

/** Makes a page of at most `first` rows from up to `first + 1` rows in order. */
export function toPage<T>(
  rows: readonly T[],
  page: { first: number; after: string | null | undefined },
  keyOf: (row: T) => CursorKey,
  totalCount: () => number | Promise<number>,
): PageOf<T> {
  const edges = rows.slice(0, page.first).map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== null && page.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
