import type { JudgementRecord } from '@etcetera/expansion';
import { builder } from '../builder.js';
import { loadEntities } from '../entity/entity-loaders.js';
import { Entity } from '../entity/entity.js';
import { JudgementOutcome } from './enums.js';

export const Judgement = builder.objectRef<JudgementRecord>('Judgement').implement({
  fields: (t) => ({
    attempt: t.exposeInt('attempt'),
    issues: t.field({ type: 'JSON', resolve: (judgement) => judgement.issues }),
    ledgerHash: t.exposeString('ledgerHash'),
    listIndex: t.exposeInt('listIndex'),
    outcome: t.expose('outcome', { type: JudgementOutcome }),
    ranked: t.field({ type: [Entity], resolve: (judgement, _args, context) => loadEntities(context, judgement.rankedIds) }),
    shown: t.field({ type: [Entity], resolve: (judgement, _args, context) => loadEntities(context, judgement.shownIds) }),
  }),
});
