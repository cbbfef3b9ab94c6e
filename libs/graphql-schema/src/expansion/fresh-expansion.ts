import type { GraphQLContext } from '../context.js';
import { NotFoundError } from '../errors/not-found-error.js';
import type { ExpansionRow } from './expansion-loaders.js';
import { RUN_COLUMNS } from './expansion-row.js';

/** The run as it is now, past the request's loaders. @throws NotFoundError */
export async function freshExpansion({ services }: GraphQLContext, id: string): Promise<ExpansionRow> {
  const row = await services.database.prisma.expansion.findUnique({ where: { id }, select: RUN_COLUMNS });
  if (!row) throw new NotFoundError('expansion', id);
  return row;
}
