import type { GraphQLContext } from '../context.js';
import { builder } from '../builder.js';
import { Channel, ExpansionPreset } from '../expansion/enums.js';
import { Model } from '../expansion/run-facts.js';

type Status = GraphQLContext['services']['status'];

export const ServerStatus = builder.objectRef<Status>('ServerStatus').implement({
  fields: (t) => ({
    channels: t.field({
      type: [Channel],
      description: 'Channels that an expansion can use now.',
      complexity: { multiplier: 3 },
      resolve: (status) => [...status.capabilities.channels],
    }),
    defaultPreset: t.field({ type: ExpansionPreset, resolve: (status) => status.capabilities.defaultPreset }),
    mode: t.exposeString('mode'),
    models: t.field({ type: [Model], complexity: { multiplier: 3 }, resolve: (status) => [...status.capabilities.models] }),
    notices: t.stringList({
      description: 'What is missing and what that means, in sentences.',
      resolve: (status) => [...status.capabilities.notices],
    }),
    version: t.exposeString('version'),
  }),
});

builder.queryField('server', (t) =>
  t.field({
    type: ServerStatus,
    description: 'What this server can do now: mode, models, channels, notices.',
    authScopes: { permission: 'read' },
    resolve: (_root, _args, { services }) => services.status,
  }),
);
