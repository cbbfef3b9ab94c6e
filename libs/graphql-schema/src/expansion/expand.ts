import { AmbiguousEntityError, InvalidInputError, UnknownBaseError, UnknownEntityError, UnknownEntityIdError } from '@etcetera/knowledge';
import { builder } from '../builder.js';
import { NotFoundError } from '../errors/not-found-error.js';
import { ExpandInput, resolveExpandInput } from './expand-input.js';
import { Expansion } from './expansion.js';
import { freshExpansion } from './fresh-expansion.js';

/** Longest time that `expand` may hold a request open, in milliseconds. */
export const MAX_WAIT_MS = 120_000;

builder.mutationField('expand', (t) =>
  t.field({
    type: Expansion,
    description:
      'Starts an expansion and returns at once; with `wait` (milliseconds, at most 120000) it returns when the run has ended or the time is up.',
    authScopes: { permission: 'expand' },
    errors: {
      types: [AmbiguousEntityError, InvalidInputError, NotFoundError, UnknownBaseError, UnknownEntityError, UnknownEntityIdError],
      union: { name: 'ExpandResult' },
    },
    args: { input: t.arg({ type: ExpandInput, required: true }), wait: t.arg.int() },
    resolve: async (_root, { input, wait }, context) => {
      const waitMs = wait ?? 0;
      if (waitMs < 0 || waitMs > MAX_WAIT_MS) throw new InvalidInputError('wait', String(waitMs), `wait 0 to ${MAX_WAIT_MS} milliseconds`);
      const { services, actor, signal } = context;
      const request = await resolveExpandInput(context, input);
      const run = await services.expansions.start(request, actor);
      if (waitMs > 0) await services.expansions.wait(run.id, waitMs, signal);
      return freshExpansion(context, run.id);
    },
  }),
);
