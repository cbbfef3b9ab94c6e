import type {
  ChannelScore as ChannelScoreRow,
  Cut as CutRow,
  ProvisionalPage as Provisional,
  RankedEntity as Ranked,
} from '@etcetera/expansion';
import { builder } from '../builder.js';
import { loadEntity } from '../entity/entity-loaders.js';
import { Entity } from '../entity/entity.js';
import { connectionType } from '../paging/connection-type.js';
import { Channel } from './enums.js';

export const ChannelScore = builder.objectRef<ChannelScoreRow>('ChannelScore').implement({
  fields: (t) => ({ channel: t.expose('channel', { type: Channel }), rank: t.exposeInt('rank'), score: t.exposeFloat('score') }),
});

/** How many of the first two hundred ranks belong. */
export const ExpectedMembers = builder.objectRef<NonNullable<CutRow['members']>>('ExpectedMembers').implement({
  fields: (t) => ({
    expected: t.exposeFloat('expected'),
    high: t.exposeInt('high'),
    level: t.exposeFloat('level', { description: 'Probability with which the number lies from low to high.' }),
    low: t.exposeInt('low'),
  }),
});

export const Cut = builder.objectRef<CutRow>('Cut').implement({
  fields: (t) => ({
    clarity: t.exposeFloat('clarity'),
    confidence: t.float({
      nullable: true,
      description:
        'Probability that at least half of what is above belongs and at least half of what belongs is above; null without a model.',
      resolve: (cut) => cut.confidence ?? null,
    }),
    expectedPrecision: t.float({ nullable: true, resolve: (cut) => cut.expectedPrecision ?? null }),
    expectedRecall: t.float({ nullable: true, resolve: (cut) => cut.expectedRecall ?? null }),
    members: t.field({ type: ExpectedMembers, nullable: true, resolve: (cut) => cut.members ?? null }),
    method: t.exposeString('method'),
    rank: t.exposeInt('rank'),
  }),
});

export const RankedEntity = builder.objectRef<Ranked>('RankedEntity').implement({
  fields: (t) => ({
    channels: t.field({ type: [ChannelScore], complexity: { multiplier: 3 }, resolve: (ranked) => [...ranked.channels] }),
    entity: t.field({ type: Entity, resolve: (ranked, _args, context) => loadEntity(context, ranked.entityId) }),
    exposures: t.exposeInt('exposures'),
    rank: t.exposeInt('rank'),
    score: t.exposeFloat('score'),
    standardError: t.exposeFloat('standardError', { nullable: true }),
  }),
});

export const RankedEntityConnection = connectionType('RankedEntity', RankedEntity);

export const ProvisionalPage = builder.objectRef<Provisional>('ProvisionalPage').implement({
  fields: (t) => ({
    judged: t.exposeFloat('judged'),
    mayChange: t.exposeFloat('mayChange'),
    results: t.field({ type: [RankedEntity], complexity: { multiplier: 50 }, resolve: (page) => [...page.ranking] }),
    stage: t.exposeString('stage'),
  }),
});
