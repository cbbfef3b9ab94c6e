import type { ProgressEvent as Progress } from '@etcetera/expansion';
import { builder } from '../builder.js';
import { badUserInput, notFound } from '../errors/bad-user-input.js';
import { rawId } from '../global-id.js';
import { forgetLoaded } from '../loading/context-loader.js';
import { abortableEvents } from './abortable-events.js';
import { ExpansionStatus } from './enums.js';
import { Expansion } from './expansion.js';
import { freshExpansion } from './fresh-expansion.js';
import { ProvisionalPage } from './ranked-entity.js';

export const ProgressEvent = builder.objectRef<Progress & { readonly expansionId: string }>('ProgressEvent').implement({
  fields: (t) => ({
    candidates: t.exposeInt('candidates'),
    expansion: t.field({ type: Expansion, resolve: (event, _args, context) => freshExpansion(context, event.expansionId) }),
    judgementsDone: t.exposeInt('judgementsDone'),
    judgementsPlanned: t.exposeInt('judgementsPlanned'),
    message: t.exposeString('message'),
    provisional: t.field({ type: ProvisionalPage, nullable: true, resolve: (event) => event.provisional }),
    searchSteps: t.exposeInt('searchSteps'),
    sequence: t.exposeInt('sequence'),
    status: t.expose('status', { type: ExpansionStatus }),
  }),
});

builder.subscriptionField('expansionProgress', (t) =>
  t.field({
    type: ProgressEvent,
    description: 'Progress of a run, from the event after `after` on; ends with the run.',
    authScopes: { permission: 'read' },
    args: { after: t.arg.int({ defaultValue: 0 }), id: t.arg.id({ required: true }) },
    subscribe: async (_root, args, context) => {
      const { services, signal } = context;
      const after = args.after ?? 0;
      if (after < 0)
        throw badUserInput(`after: the number of an event, 0 for all of them (got ${after}).`, { field: 'after', value: after });
      const id = rawId(args.id, 'Expansion', 'id');
      if (!(await services.expansionStore.byId(id))) throw notFound(`There is no expansion "${args.id}".`, { field: 'id', value: args.id });
      return abortableEvents(
        (stop) => services.expansions.progress(id, after, stop),
        signal,
        () => forgetLoaded(context),
      );
    },
    resolve: (event, { id }) => ({ ...event, expansionId: rawId(id, 'Expansion', 'id') }),
  }),
);
