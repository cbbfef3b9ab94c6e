import type { ObjectRef } from '@pothos/core';
import { builder, type BuilderTypes } from '../builder.js';
import type { PageOf } from './connection.js';
import { DEFAULT_PAGE } from './page-size.js';

/** Arguments of every connection. */
export const pageArgs = builder.args((t) => ({ after: t.string(), first: t.int() }));

/** Cost of a connection: what one row costs, times the rows asked for. */
export const pageCost = (args: { first?: number | null | undefined }): { field: number; multiplier: number } => ({
  field: 1,
  multiplier: Math.min(Math.max(args.first ?? DEFAULT_PAGE, 1), 1000),
});

/** Defines `XConnection` and `XEdge` for a type, with a total that is counted only when selected. */
export function connectionType<T>(name: string, type: ObjectRef<BuilderTypes, T>): ObjectRef<BuilderTypes, PageOf<T>> {
  return builder.connectionObject(
    {
      type,
      name: `${name}Connection`,
      fields: (t) => ({ totalCount: t.int({ resolve: (page) => (page as unknown as PageOf<T>).totalCount() }) }),
    },
    { name: `${name}Edge` },
  ) as unknown as ObjectRef<BuilderTypes, PageOf<T>>;
}
