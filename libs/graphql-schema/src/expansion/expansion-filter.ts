import { builder } from '../builder.js';
import type { GraphQLContext } from '../context.js';
import { ExpansionMethod, ExpansionStatus } from './enums.js';

export const ExpansionFilter = builder.inputType('ExpansionFilter', {
  fields: (t) => ({
    method: t.field({ type: [ExpansionMethod] }),
    status: t.field({ type: [ExpansionStatus] }),
    text: t.string(),
  }),
});

/** Most entities that a filter text may name; a text that names more is too short to filter by. */
const NAMED_ENTITIES = 1000;

/** The condition of a filter. A text finds runs by the name of a seed, by who asked, and by the beginning of the run's id. */
export async function filterCondition(
  { services }: GraphQLContext,
  filter: typeof ExpansionFilter.$inferInput | null | undefined,
): Promise<object> {
  const text = filter?.text?.trim() ?? '';
  return {
    ...(filter?.status ? { status: { in: filter.status } } : {}),
    ...(filter?.method ? { method: { in: filter.method } } : {}),
    ...(text === '' ? {} : { AND: { OR: await textConditions(services, text) } }),
  };
}

async function textConditions({ database }: GraphQLContext['services'], text: string): Promise<object[]> {
  const named = await database.prisma.entity.findMany({
    where: { name: { contains: text, mode: 'insensitive' } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: NAMED_ENTITIES,
  });
  const ids = named.map((entity) => entity.id);
  return [
    { seedIds: { hasSome: ids } },
    { requestedBy: { contains: text, mode: 'insensitive' } },
    { id: { startsWith: text.toLowerCase() } },
  ];
}
