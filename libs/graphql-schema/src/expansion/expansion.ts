import type {
  ExpansionActual as Actual,
  ExpansionPlan as Plan,
  Method,
  ProvisionalPage as Provisional,
  UsedModel,
  Warning as WarningRow,
} from '@etcetera/expansion';
import { fromStoredJson } from '@etcetera/store';
import { builder, type NodeRef } from '../builder.js';
import { loadEntities } from '../entity/entity-loaders.js';
import { Entity } from '../entity/entity.js';
import { baseById } from '../entity/knowledge-base-loaders.js';
import { KnowledgeBase } from '../entity/knowledge-base.js';
import { rawId } from '../global-id.js';
import { connectionType, pageArgs, pageCost } from '../paging/connection-type.js';
import { toPage } from '../paging/connection.js';
import { decodeCursor } from '../paging/cursor.js';
import { pageSize } from '../paging/page-size.js';
import { Channel, ExpansionMethod, ExpansionStatus } from './enums.js';
import { callCountOf, expansionById, judgementsOf, lastSequenceOf, type ExpansionRow } from './expansion-loaders.js';
import { ENDED, resultOf, RUN_COLUMNS } from './expansion-row.js';
import { Judgement } from './judgement.js';
import { loadCallPage } from './model-call-loader.js';
import { ModelCallConnection } from './model-call.js';
import { Cut, ProvisionalPage, RankedEntityConnection } from './ranked-entity.js';
import { ExpansionActual, ExpansionPlan, Failure, Model, Warning } from './run-facts.js';

export const Expansion: NodeRef<'Expansion', ExpansionRow> = builder.prismaNode('Expansion', {
  id: { field: 'id' },
  nullable: true,
  select: RUN_COLUMNS,
  fields: (t) => ({
    rawId: t.exposeString('id'),
    status: t.expose('status', { type: ExpansionStatus }),
    method: t.field({ type: ExpansionMethod, resolve: (run) => run.method as Method }),
    base: t.field({ type: KnowledgeBase, resolve: (run, _args, context) => baseById(context).load(run.baseId) }),
    seeds: t.field({ type: [Entity], complexity: { multiplier: 5 }, resolve: (run, _args, context) => loadEntities(context, run.seedIds) }),
    negativeSeeds: t.field({
      type: [Entity],
      complexity: { multiplier: 2 },
      resolve: (run, _args, context) => loadEntities(context, run.negativeSeedIds),
    }),
    config: t.field({ type: 'JSON', resolve: (run) => fromStoredJson(run.config) }),
    configHash: t.exposeString('configHash'),
    codeVersion: t.exposeString('codeVersion'),
    requestedBy: t.exposeString('requestedBy'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    resultSha256: t.exposeString('resultSha256', { nullable: true }),
    plan: t.field({ type: ExpansionPlan, resolve: (run) => run.plan as unknown as Plan }),
    actual: t.field({
      type: ExpansionActual,
      nullable: true,
      resolve: (run) => (Object.keys(run.actual ?? {}).length === 0 ? null : (run.actual as unknown as Actual)),
    }),
    models: t.field({ type: [Model], complexity: { multiplier: 3 }, resolve: (run) => run.models as unknown as UsedModel[] }),
    warnings: t.field({
      type: [Warning],
      complexity: { multiplier: 3 },
      resolve: (run) => fromStoredJson(run.warnings) as unknown as WarningRow[],
    }),
    failure: t.field({
      type: Failure,
      nullable: true,
      resolve: (run) => (run.errorCode === null ? null : { code: run.errorCode, message: run.errorMessage ?? run.errorCode }),
    }),
    parent: t.field({
      type: Expansion,
      nullable: true,
      resolve: (run, _args, context) => (run.parentId === null ? null : expansionById(context).load(run.parentId)),
    }),
    lastSequence: t.int({
      description: 'Number of the last progress event: where a subscription resumes.',
      resolve: (run, _args, context) => lastSequenceOf(context).load(run.id),
    }),
    channels: t.field({
      type: [Channel],
      description: 'Channels that the result rests on; empty until it is there.',
      complexity: { multiplier: 3 },
      select: { resultJson: true },
      resolve: (run) => [...(resultOf(run)?.channels ?? [])],
    }),
    cut: t.field({ type: Cut, nullable: true, select: { resultJson: true }, resolve: (run) => resultOf(run)?.cut ?? null }),
    provisional: t.field({
      type: ProvisionalPage,
      nullable: true,
      description: 'The last page on the way; null when the run has ended.',
      select: { provisional: true },
      resolve: (run) => (ENDED.has(run.status) ? null : (fromStoredJson(run.provisional) as unknown as Provisional | null)),
    }),
    results: t.field({
      type: RankedEntityConnection,
      complexity: pageCost,
      args: pageArgs,
      select: { resultJson: true },
      resolve: (run, { after, first: asked }) => {
        const first = pageSize(asked);
        const ranking = resultOf(run)?.ranking ?? [];
        const seen = typeof after === 'string' ? Number(decodeCursor(after, ['number'])[0]) : 0;
        const rows = ranking.filter((ranked) => ranked.rank > seen).slice(0, first + 1);
        return toPage(
          rows,
          { first, after },
          (row) => [row.rank],
          () => ranking.length,
        );
      },
    }),
    judgements: t.field({
      type: [Judgement],
      description: 'Judgements in list order; with `entityId` only those whose list held it.',
      complexity: { multiplier: 50 },
      args: { entityId: t.arg.id() },
      resolve: async (run, { entityId }, context) => {
        const judgements = await judgementsOf(context).load(run.id);
        const id = entityId ? rawId(entityId, 'Entity', 'entityId') : undefined;
        return id === undefined ? judgements : judgements.filter((judgement) => judgement.shownIds.includes(id));
      },
    }),
    modelCalls: t.field({
      type: ModelCallConnection,
      complexity: pageCost,
      args: pageArgs,
      resolve: async (run, { after, first: asked }, context) => {
        const first = pageSize(asked);
        const rows = await loadCallPage(context, {
          expansionId: run.id,
          after: typeof after === 'string' ? String(decodeCursor(after, ['string'])[0]) : '',
          take: first + 1,
        });
        return toPage(
          rows,
          { first, after },
          (row) => [row.key],
          () => callCountOf(context).load(run.id),
        );
      },
    }),
  }),
});

export const ExpansionConnection = connectionType('Expansion', Expansion);
