import { builder, type NodeRef } from '../builder.js';
import { connectionType } from '../paging/connection-type.js';

export const AuditEvent: NodeRef<'AuditEvent'> = builder.prismaNode('AuditEvent', {
  id: { field: 'id' },
  nullable: true,
  fields: (t) => ({
    action: t.exposeString('action'),
    actor: t.exposeString('actor'),
    after: t.expose('after', { type: 'JSON', nullable: true }),
    at: t.expose('at', { type: 'DateTime' }),
    before: t.expose('before', { type: 'JSON', nullable: true }),
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
