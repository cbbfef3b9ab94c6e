import type { Method, UsedModel, Warning as WarningRow } from '@etcetera/expansion';
import { fromStoredJson } from '@etcetera/store';
import { builder, type NodeRef } from '../builder.js';
import { loadEntities } from '../entity/entity-loaders.js';
import { Entity } from '../entity/entity.js';
import { ExpansionMethod } from '../expansion/enums.js';
import { Failure, Model, Warning } from '../expansion/run-facts.js';
import { connectionType } from '../paging/connection-type.js';
import { Benchmark } from './benchmark.js';
import { benchmarkById, queryResultsOf, type QueryResultRow } from './evaluation-loaders.js';
import { Metric, toMetrics } from './metric.js';

export const EvaluationStatus = builder.enumType('EvaluationStatus', {
  values: ['CANCELLED', 'COMPLETED', 'FAILED', 'QUEUED', 'RUNNING'] as const,
});

export const EvaluationQuery = builder.objectRef<QueryResultRow>('EvaluationQuery').implement({
  fields: (t) => ({
    className: t.string({ resolve: (result) => result.query.className }),
    elapsedMs: t.exposeInt('elapsedMs'),
    metrics: t.field({ type: [Metric], resolve: (result) => toMetrics(result.metrics) }),
    queryIndex: t.int({ resolve: (result) => result.query.queryIndex }),
    seeds: t.field({
      type: [Entity],
      complexity: { multiplier: 3 },
      resolve: (result, _args, context) => loadEntities(context, result.query.seedIds),
    }),
    warnings: t.field({
      type: [Warning],
      complexity: { multiplier: 1 },
      resolve: (result) => fromStoredJson(result.warnings) as unknown as WarningRow[],
    }),
  }),
});

export const Evaluation: NodeRef<'Evaluation'> = builder.prismaNode('Evaluation', {
  id: { field: 'id' },
  nullable: true,
  fields: (t) => ({
    benchmark: t.field({ type: Benchmark, resolve: (evaluation, _args, context) => benchmarkById(context).load(evaluation.benchmarkId) }),
    codeVersion: t.exposeString('codeVersion'),
    completed: t.exposeInt('completed'),
    config: t.field({ type: 'JSON', resolve: (evaluation) => fromStoredJson(evaluation.config) }),
    configHash: t.exposeString('configHash'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    elapsedMs: t.exposeInt('elapsedMs', { nullable: true }),
    failure: t.field({
      type: Failure,
      nullable: true,
      resolve: ({ errorMessage }) => (errorMessage === null ? null : { code: 'EVALUATION_FAILED', message: errorMessage }),
    }),
    method: t.field({ type: ExpansionMethod, resolve: (evaluation) => evaluation.method as Method }),
    metrics: t.field({ type: [Metric], resolve: (evaluation) => toMetrics(evaluation.metrics) }),
    models: t.field({ type: [Model], complexity: { multiplier: 3 }, resolve: (evaluation) => evaluation.models as unknown as UsedModel[] }),
    queries: t.field({
      type: [EvaluationQuery],
      complexity: { multiplier: 100 },
      resolve: (evaluation, _args, context) => queryResultsOf(context).load(evaluation.id),
    }),
    queryCount: t.exposeInt('queryCount'),
    status: t.expose('status', { type: EvaluationStatus }),
  }),
});

export const EvaluationConnection = connectionType('Evaluation', Evaluation);
