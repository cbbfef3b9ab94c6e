import { fromStoredJson } from '@etcetera/store';
import { builder, type NodeRef } from '../builder.js';
import { connectionType } from '../paging/connection-type.js';

export const AuditEvent: NodeRef<'AuditEvent'> = builder.prismaNode('AuditEvent', {
  id: { field: 'id' },
  nullable: true,
  fields: (t) => ({
    action: t.exposeString('action'),
    actor: t.exposeString('actor'),
    after: t.field({ type: 'JSON', nullable: true, resolve: (event) => fromStoredJson(event.after) }),
    at: t.expose('at', { type: 'DateTime' }),
    before: t.field({ type: 'JSON', nullable: true, resolve: (event) => fromStoredJson(event.before) }),
    hash: t.exposeString('hash'),
    previousHash: t.exposeString('previousHash'),
    requestId: t.exposeString('requestId', { nullable: true }),
    scope: t.exposeString('scope'),
    sequence: t.exposeInt('sequence'),
    subjectId: t.exposeString('subjectId'),
    subjectType: t.exposeString('subjectType'),
  }),
});

export const AuditEventConnection = connectionType('AuditEvent', AuditEvent);
