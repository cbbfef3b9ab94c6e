import { decodeCursor } from './cursor.js';

/** Rows that come after a cursor in the order (name, id). Keyset, not offset: rows that come and go do not shift pages. */
export function afterNameAndId(after: string | null | undefined): object {
  if (after === null || after === undefined) return {};
  const [name, id] = decodeCursor(after, ['string', 'string']) as [string, string];
  return { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] };
}

/** Rows that come after a cursor in the order (time descending, id descending). */
export function afterTimeAndId(after: string | null | undefined, column: 'createdAt' | 'at'): object {
  if (after === null || after === undefined) return {};
  const [time, id] = decodeCursor(after, ['date', 'string']) as [string, string];
  return { OR: [{ [column]: { lt: new Date(time) } }, { [column]: new Date(time), id: { lt: id } }] };
}
