import { encodeGlobalID } from '@pothos/plugin-relay';
import { ask, data } from '../testing/ask.js';
import { openScriptedServices, type ScriptedServices } from '../testing/scripted-services.js';

const SET =
  'id name description version memberCount updatedAt base { slug } members { status rank score reviewedBy reviewedAt entity { name } expansion { rawId } }';
const SAVE = `mutation ($input: SaveSetInput!) { saveSet(input: $input) { __typename ... on EntitySet { ${SET} } ... on UserError { code message } ... on StaleVersionError { expected actual } ... on UnknownEntityIdError { ids field } ... on UnknownBaseError { asked: base known } ... on InvalidInputError { field remedy value } } }`;
const REVIEW = `mutation ($input: ReviewMembersInput!) { reviewMembers(input: $input) { __typename ... on EntitySet { ${SET} } ... on UserError { code message } ... on InvalidInputError { field } } }`;

describe('entity sets', () => {
  let services: ScriptedServices;
  const entityId = (name: string): string => encodeGlobalID('Entity', services.idOf(name));
  const save = async (input: object) => (await data(services, SAVE, { input }))['saveSet'];
  beforeAll(async () => {
    services = await openScriptedServices();
  });
  afterAll(() => services.close());

  it('saves a set, counts its members, and lists it', async () => {
    const members = [
      { entityId: entityId('lion'), status: 'SEED' },
      { entityId: services.idOf('tiger'), status: 'SUGGESTED', rank: 1, score: 0.9 },
      { entityId: entityId('shark'), status: 'NEGATIVE_SEED' },
    ];
    const saved = await save({ name: 'Big cats', description: 'They roar', members });
    expect(saved).toMatchObject({
      __typename: 'EntitySet',
      name: 'Big cats',
      description: 'They roar',
      version: 1,
      memberCount: 1,
      base: { slug: 'animals' },
    });
    expect(saved.members.map((m: { status: string; entity: { name: string } }) => `${m.status} ${m.entity.name}`).sort()).toEqual([
      'NEGATIVE_SEED Shark',
      'SEED Lion',
      'SUGGESTED Tiger',
    ]);

    const { entitySets, entitySet, node } = await data(
      services,
      'query ($id: ID!) { entitySets { totalCount edges { node { name members(status: [SEED]) { entity { name } } } } } entitySet(id: $id) { name } node(id: $id) { ... on EntitySet { name } } }',
      { id: saved.id },
    );
    expect(entitySets).toEqual({ totalCount: 1, edges: [{ node: { name: 'Big cats', members: [{ entity: { name: 'Lion' } }] } }] });
    expect([entitySet.name, node.name]).toEqual(['Big cats', 'Big cats']);
  });

  it('records who reviewed a member, and raises the version', async () => {
    const { id } = await save({ name: 'Reviewed', members: [{ entityId: entityId('tiger'), status: 'SUGGESTED' }] });
    const decisions = [
      { entityId: entityId('tiger'), status: 'ACCEPTED' },
      { entityId: entityId('puma'), status: 'REJECTED' },
    ];
    const { reviewMembers } = await data(services, REVIEW, { input: { setId: id, decisions, expectedVersion: 1 } });
    expect(reviewMembers).toMatchObject({ version: 2, memberCount: 1 });
    expect(reviewMembers.members.find((m: { status: string }) => m.status === 'ACCEPTED')).toMatchObject({
      reviewedBy: 'tester',
      reviewedAt: expect.any(String),
    });
  });

  it('refuses to overwrite what somebody else changed, and changes nothing', async () => {
    await save({ name: 'Contested', members: [] });
    await save({ name: 'Contested', members: [{ entityId: entityId('lion'), status: 'SEED' }], expectedVersion: 1 });
    const stale = await save({ name: 'Contested', members: [], expectedVersion: 1 });
    expect(stale).toMatchObject({ __typename: 'StaleVersionError', code: 'STALE_VERSION', expected: 1, actual: 2 });
    const { entitySets } = await data(services, '{ entitySets { edges { node { name memberCount } } } }');
    expect(entitySets.edges).toContainEqual({ node: { name: 'Contested', memberCount: 1 } });
  });

  it('answers bad input with typed errors', async () => {
    const unknown = await save({ name: 'Bad', members: [{ entityId: entityId('lion').slice(0, -2), status: 'SEED' }] });
    expect(unknown).toMatchObject({ __typename: 'UnknownEntityIdError', field: 'members', ids: [expect.any(String)] });
    expect(await save({ name: '', members: [] })).toMatchObject({ __typename: 'InvalidInputError', field: 'name' });
    expect(await save({ base: 'plants', name: 'Bad', members: [] })).toMatchObject({
      __typename: 'UnknownBaseError',
      asked: 'plants',
      known: ['animals'],
    });
    const missing = await data(services, REVIEW, { input: { setId: 'nowhere', decisions: [] } });
    expect(missing['reviewMembers']).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
      message: 'There is no entity set "nowhere".',
    });
    const { id } = await save({ name: 'Empty', members: [] });
    expect((await data(services, REVIEW, { input: { setId: id, decisions: [] } }))['reviewMembers']).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'decisions',
    });
  });

  it('needs the permission to curate', async () => {
    const { errors, data: result } = await ask(services, SAVE, { input: { name: 'Forbidden', members: [] } }, [
      'read',
      'expand',
      'evaluate',
    ]);
    expect(result).toBeNull();
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('needs the permission "curate"'),
      extensions: { code: 'FORBIDDEN', permission: 'curate' },
    });
  });
});
