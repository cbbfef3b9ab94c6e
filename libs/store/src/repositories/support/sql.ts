import { Prisma } from '../../generated/client/client.js';

/** The database's clock as the UTC time that columns hold; the time zone of the session does not matter. */
export const UTC_NOW = Prisma.sql`timezone('utc', clock_timestamp())`;

/** True when the UTC time in `column` is longer ago than `milliseconds`, by the database's clock. */
export const olderThan = (column: string, milliseconds: number): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(column)} < ${UTC_NOW} - make_interval(secs => ${milliseconds / 1000}::float8)`;

/** Splits rows into groups of at most `size`, so that no statement grows without bound. */
export function chunksOf<T>(rows: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let start = 0; start < rows.length; start += size) chunks.push(rows.slice(start, start + size));
  return chunks;
}
