import { ReplayError, type ReplayReport } from '@etcetera/expansion';
import { InvalidInputError } from '@etcetera/knowledge';
import { builder } from '../builder.js';
import { NotFoundError } from '../errors/not-found-error.js';
import { ReplayMismatchError } from '../errors/replay-mismatch-error.js';
import { rawId } from '../global-id.js';
import { Expansion } from './expansion.js';
import { freshExpansion } from './fresh-expansion.js';

export const Replay = builder.objectRef<ReplayReport>('Replay').implement({
  fields: (t) => ({
    callsUsed: t.exposeInt('callsUsed'),
    expansion: t.field({ type: Expansion, resolve: (report, _args, context) => freshExpansion(context, report.expansionId) }),
    identical: t.exposeBoolean('identical'),
    seconds: t.exposeFloat('seconds'),
    sha256: t.exposeString('actualSha256'),
  }),
});

builder.mutationField('replayExpansion', (t) =>
  t.field({
    type: Replay,
    description: 'Runs a finished expansion again from its stored answers, without any model, and compares the bytes.',
    authScopes: { permission: 'expand' },
    errors: { types: [InvalidInputError, NotFoundError, ReplayMismatchError], union: { name: 'ReplayExpansionResult' } },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, args, context) => {
      const id = rawId(args.id, 'Expansion', 'id');
      await freshExpansion(context, id);
      const report = await context.services.expansions.replay(id).catch((error: unknown) => {
        throw error instanceof ReplayError ? new InvalidInputError('id', args.id, error.message) : error;
      });
      if (!report.identical) throw new ReplayMismatchError(report.expectedSha256, report.actualSha256);
      return report;
    },
  }),
);
