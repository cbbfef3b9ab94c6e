import type { Estimate as EstimateRow } from '@etcetera/expansion';
import { AmbiguousEntityError, InvalidInputError, UnknownBaseError, UnknownEntityError, UnknownEntityIdError } from '@etcetera/knowledge';
import { builder } from '../builder.js';
import { NotFoundError } from '../errors/not-found-error.js';
import { Channel, ExpansionMethod } from './enums.js';
import { ExpandInput, resolveExpandInput } from './expand-input.js';
import { ExpansionPlan, Warning } from './run-facts.js';

export const Estimate = builder.objectRef<EstimateRow>('Estimate').implement({
  fields: (t) => ({
    channels: t.field({ type: [Channel], complexity: { multiplier: 3 }, resolve: (estimate) => [...estimate.channels] }),
    config: t.field({ type: 'JSON', resolve: (estimate) => estimate.config }),
    method: t.field({ type: ExpansionMethod, resolve: (estimate) => estimate.config.method }),
    plan: t.field({ type: ExpansionPlan, resolve: (estimate) => estimate.plan }),
    warnings: t.field({ type: [Warning], complexity: { multiplier: 3 }, resolve: (estimate) => [...estimate.warnings] }),
  }),
});

builder.queryField('estimateExpansion', (t) =>
  t.field({
    type: Estimate,
    description: 'The calls, tokens, cost and time that `expand` with the same input will take.',
    authScopes: { permission: 'read' },
    errors: {
      types: [AmbiguousEntityError, InvalidInputError, UnknownBaseError, UnknownEntityError, UnknownEntityIdError],
      union: { name: 'EstimateExpansionResult' },
    },
    args: { input: t.arg({ type: ExpandInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      const request = await resolveExpandInput(context, input).catch((error: unknown) => {
        // The union has no NotFoundError: only the parent can be missing here.
        throw error instanceof NotFoundError
          ? new InvalidInputError('parent', error.id, 'give the id of a stored expansion, or leave it out')
          : error;
      });
      return context.services.expansions.estimate(request);
    },
  }),
);
