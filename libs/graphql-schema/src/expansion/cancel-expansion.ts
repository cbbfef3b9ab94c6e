import { builder } from '../builder.js';
import { NotFoundError } from '../errors/not-found-error.js';
import { rawId } from '../global-id.js';
import { Expansion } from './expansion.js';
import { freshExpansion } from './fresh-expansion.js';

builder.mutationField('cancelExpansion', (t) =>
  t.field({
    type: Expansion,
    authScopes: { permission: 'expand' },
    errors: { types: [NotFoundError], union: { name: 'CancelExpansionResult' } },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, args, context) => {
      const id = rawId(args.id, 'Expansion', 'id');
      if (!(await context.services.expansions.cancel(id, context.actor))) throw new NotFoundError('expansion', args.id);
      return freshExpansion(context, id);
    },
  }),
);
