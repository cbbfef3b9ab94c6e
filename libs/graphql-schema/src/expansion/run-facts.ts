import type { ExpansionActual as Actual, ExpansionPlan as Plan, UsedModel, Warning as WarningRow } from '@etcetera/expansion';
import { builder } from '../builder.js';
import { JudgementOutcome } from './enums.js';

export const Warning = builder.objectRef<WarningRow>('Warning').implement({
  fields: (t) => ({ code: t.exposeString('code'), message: t.exposeString('message') }),
});

export const Failure = builder.objectRef<{ code: string; message: string }>('Failure').implement({
  fields: (t) => ({ code: t.exposeString('code'), message: t.exposeString('message') }),
});

export const Model = builder.objectRef<UsedModel>('Model').implement({
  fields: (t) => ({
    fingerprint: t.exposeString('fingerprint'),
    kind: t.exposeString('kind'),
    name: t.exposeString('name'),
    role: t.exposeString('role'),
  }),
});

export const ExpansionPlan = builder.objectRef<Plan>('ExpansionPlan').implement({
  fields: (t) => ({
    calls: t.exposeInt('calls'),
    candidates: t.exposeInt('candidates'),
    completionTokens: t.exposeInt('completionTokens'),
    costMicroUsd: t.exposeInt('costMicroUsd', {
      nullable: true,
      description: 'Millionths of a US dollar; null when the price is not known; 0 on this machine.',
    }),
    estimatedSeconds: t.exposeFloat('estimatedSeconds'),
    judgements: t.exposeInt('judgements'),
    maxSearchSteps: t.exposeInt('maxSearchSteps'),
    promptTokens: t.exposeInt('promptTokens'),
  }),
});

export const OutcomeCount = builder.objectRef<{ outcome: keyof Actual['outcomes']; count: number }>('OutcomeCount').implement({
  fields: (t) => ({ count: t.exposeInt('count'), outcome: t.expose('outcome', { type: JudgementOutcome }) }),
});

const OUTCOMES = ['complete', 'partial', 'none-belong', 'malformed'] as const;

export const ExpansionActual = builder.objectRef<Actual>('ExpansionActual').implement({
  fields: (t) => ({
    calls: t.exposeInt('calls'),
    candidates: t.exposeInt('candidates'),
    completionTokens: t.exposeInt('completionTokens'),
    costMicroUsd: t.exposeInt('costMicroUsd', { nullable: true }),
    judgements: t.exposeInt('judgements'),
    outcomes: t.field({
      type: [OutcomeCount],
      complexity: { multiplier: OUTCOMES.length },
      resolve: (actual) => OUTCOMES.map((outcome) => ({ outcome, count: actual.outcomes[outcome] ?? 0 })),
    }),
    promptTokens: t.exposeInt('promptTokens'),
    reasks: t.exposeInt('reasks'),
    reusedCalls: t.exposeInt('reusedCalls'),
    searchSteps: t.exposeInt('searchSteps'),
    seconds: t.exposeFloat('seconds'),
  }),
});
