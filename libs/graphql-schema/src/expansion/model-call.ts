import { fromStoredJson } from '@etcetera/store';
import { builder } from '../builder.js';
import { connectionType } from '../paging/connection-type.js';
import type { ModelCallRow } from './model-call-loader.js';

export const ModelCall = builder.objectRef<ModelCallRow>('ModelCall').implement({
  fields: (t) => ({
    answer: t.field({ type: 'JSON', resolve: (call) => fromStoredJson(call.entry.answer) }),
    attempts: t.int({ resolve: (call) => call.entry.attempts }),
    completionTokens: t.int({ resolve: (call) => call.entry.completionTokens }),
    costMicroUsd: t.int({ nullable: true, resolve: (call) => call.entry.costMicroUsd }),
    createdAt: t.field({ type: 'DateTime', resolve: (call) => call.entry.createdAt }),
    hash: t.exposeString('hash'),
    key: t.exposeString('key'),
    kind: t.string({ resolve: (call) => call.entry.kind }),
    latencyMs: t.int({ resolve: (call) => call.entry.latencyMs }),
    model: t.string({ resolve: (call) => call.entry.model }),
    promptTokens: t.int({ resolve: (call) => call.entry.promptTokens }),
    request: t.field({ type: 'JSON', resolve: (call) => fromStoredJson(call.entry.request) }),
    reused: t.exposeBoolean('reused'),
  }),
});

export const ModelCallConnection = connectionType('ModelCall', ModelCall);
