import { encodeGlobalID } from '@pothos/plugin-relay';
import { ask, data } from '../testing/ask.js';
import { openScriptedServices, type ScriptedServices } from '../testing/scripted-services.js';

describe('audit events', () => {
  let services: ScriptedServices;
  beforeAll(async () => {
    services = await openScriptedServices();
  });
  afterAll(() => services.close());

  it('lists the events of a base newest first, with the request that caused them, and by subject', async () => {
    const saved = await services.knowledge.saveSet(
      { baseId: services.baseId, name: 'Cats', members: [] },
      { name: 'Ada', requestId: 'req-7' },
    );
    const fields =
      'totalCount pageInfo { hasNextPage } edges { node { id action actor at scope sequence subjectType subjectId requestId before after hash previousHash } }';
    const { all, subject, global } = await data(
      services,
      `query ($id: ID!, $global: ID!) { all: auditEvents(base: "animals", first: 2) { ${fields} } subject: auditEvents(subjectId: $id) { ${fields} } global: auditEvents(subjectId: $global) { totalCount } }`,
      { id: saved.id, global: encodeGlobalID('EntitySet', saved.id) },
    );
    const [newest, older] = all.edges;
    expect(newest.node).toMatchObject({
      actor: 'Ada',
      requestId: 'req-7',
      subjectType: 'EntitySet',
      subjectId: saved.id,
      scope: services.baseId,
    });
    expect(newest.node.previousHash).toBe(older.node.hash);
    expect(newest.node.sequence).toBe(older.node.sequence + 1);
    expect(all.pageInfo.hasNextPage).toBe(true);
    expect([subject.totalCount, global.totalCount]).toEqual([1, 1]);
  });

  it('needs the permission to read', async () => {
    const { errors } = await ask(services, '{ auditEvents { totalCount } }', {}, []);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
