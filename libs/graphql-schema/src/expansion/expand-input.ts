import type { ExpansionRequest } from '@etcetera/expansion';
import { resolveSeeds } from '@etcetera/knowledge';
import { builder } from '../builder.js';
import type { GraphQLContext } from '../context.js';
import { findBase } from '../entity/find-base.js';
import { NotFoundError } from '../errors/not-found-error.js';
import { nameOrRawId, rawId } from '../global-id.js';
import { ExpansionMethod, ExpansionPreset } from './enums.js';
import { ExpansionOverrides, toOverrides } from './overrides-input.js';

export const ExpandInput = builder.inputType('ExpandInput', {
  fields: (t) => ({
    base: t.string({ description: 'Slug of the base; the first one when left out.' }),
    seeds: t.stringList({ required: true, description: 'Names, aliases or ids; 1 to 50.' }),
    negativeSeeds: t.stringList({ description: 'Entities that do not belong.' }),
    method: t.field({ type: ExpansionMethod }),
    preset: t.field({ type: ExpansionPreset }),
    overrides: t.field({ type: ExpansionOverrides }),
    parent: t.id({ description: 'The run that this one repeats, perhaps with changes.' }),
  }),
});

/**
 * What an input means: seeds resolved to entities and checked, settings in the words of the engine. Estimate and run both start here, so that
 * they agree.
 * @throws UnknownBaseError, UnknownEntityError, UnknownEntityIdError, AmbiguousEntityError, InvalidInputError, NotFoundError (parent)
 */
export async function resolveExpandInput(context: GraphQLContext, input: typeof ExpandInput.$inferInput): Promise<ExpansionRequest> {
  const { services, actor } = context;
  const base = await findBase(context, input.base);
  const { seeds, negativeSeeds, warnings } = await resolveSeeds(services.knowledge, base.id, {
    seeds: input.seeds.map(nameOrRawId),
    negativeSeeds: (input.negativeSeeds ?? []).map(nameOrRawId),
  });
  const parentId = input.parent ? rawId(input.parent, 'Expansion', 'parent') : undefined;
  if (parentId !== undefined && !(await services.expansionStore.byId(parentId))) throw new NotFoundError('expansion', input.parent ?? '');
  return {
    baseId: base.id,
    seedIds: seeds.map((seed) => seed.id),
    negativeSeedIds: negativeSeeds.map((seed) => seed.id),
    overrides: {
      ...toOverrides(input.overrides),
      ...(input.method ? { method: input.method } : {}),
      ...(input.preset ? { preset: input.preset } : {}),
    },
    requestedBy: actor.name,
    warnings,
    ...(parentId === undefined ? {} : { parentId }),
  };
}
