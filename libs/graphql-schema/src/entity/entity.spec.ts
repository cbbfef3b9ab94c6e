import { encodeGlobalID } from '@pothos/plugin-relay';
import { ask, data } from '../testing/ask.js';
import { openScriptedServices, type ScriptedServices } from '../testing/scripted-services.js';

describe('bases and entities', () => {
  let services: ScriptedServices;
  beforeAll(async () => {
    services = await openScriptedServices();
  });
  afterAll(() => services.close());

  it('describes a base', async () => {
    const found = await data(
      services,
      '{ knowledgeBase { id slug name description licence revision entityCount embedding { model dimensions template vectorCount } } }',
    );
    expect(found['knowledgeBase']).toMatchObject({
      slug: 'animals',
      name: 'Animals',
      description: 'Some animals',
      licence: 'CC0',
      entityCount: 16,
      embedding: null,
    });
    expect(found['knowledgeBase'].revision).toBeGreaterThan(0);
  });

  it('shows the embedding space of a base', async () => {
    await services.knowledge.ensureSpace(services.baseId, { model: 'mini', modelSha256: 'a', dimensions: 3, template: 'name' });
    const { knowledgeBases } = await data(services, '{ knowledgeBases { slug embedding { model dimensions template vectorCount } } }');
    expect(knowledgeBases).toEqual([{ slug: 'animals', embedding: { model: 'mini', dimensions: 3, template: 'name', vectorCount: 0 } }]);
  });

  it('gives null for a base of an unknown slug, and names the known ones where a base is needed', async () => {
    expect(await data(services, '{ knowledgeBase(slug: "plants") { id } }')).toEqual({ knowledgeBase: null });
    const { errors } = await ask(services, '{ entities(base: "plants") { totalCount } }');
    expect(errors?.[0]?.message).toContain('Known bases: animals');
  });

  it('shows everything of an entity, by global id, by raw id, and as a node', async () => {
    const rawId = services.idOf('lion');
    const id = encodeGlobalID('Entity', rawId);
    const fields = 'id rawId name description source externalId attributes aliases contexts images { url sha256 mimeType altText }';
    const { global, raw, node } = await data(
      services,
      `query ($id: ID!, $rawId: ID!) { global: entity(id: $id) { ${fields} } raw: entity(id: $rawId) { ${fields} } node(id: $id) { ... on Entity { ${fields} } } }`,
      { id, rawId },
    );
    expect(global).toMatchObject({
      id,
      rawId,
      name: 'Lion',
      description: 'Lion, as people know it',
      source: 'test',
      externalId: 'lion',
      attributes: { order: 0 },
      aliases: ['Lion alias lion'],
      contexts: ['A Lion was seen.', 'Another Lion came.'],
    });
    expect(global.images).toEqual([
      {
        url: `/images/${global.images[0].sha256}`,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        mimeType: 'image/svg+xml',
        altText: 'Lion',
      },
    ]);
    expect(raw).toEqual(global);
    expect(node).toEqual(global);
  });

  it('gives null for an id that is not there, and says so when the id is of another type', async () => {
    expect(await data(services, '{ entity(id: "nobody") { id } }')).toEqual({ entity: null });
    expect(await data(services, 'query ($id: ID!) { node(id: $id) { id } }', { id: encodeGlobalID('Entity', 'nobody') })).toEqual({
      node: null,
    });
    const { errors } = await ask(services, 'query ($id: ID!) { entity(id: $id) { id } }', { id: encodeGlobalID('Expansion', 'x') });
    expect(errors?.[0]?.message).toContain('id of a Expansion; the id of a Entity is needed');
  });

  it('walks all entities in pages, ordered by name, each one once', async () => {
    const names: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const { entities } = await data(
        services,
        'query ($after: String) { entities(first: 3, after: $after) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { name } } } }',
        { after },
      );
      expect(entities.totalCount).toBe(16);
      expect(entities.pageInfo).toMatchObject({
        hasPreviousPage: page > 0,
        startCursor: entities.edges[0].cursor,
        endCursor: entities.edges.at(-1).cursor,
      });
      names.push(...entities.edges.map((edge: { node: { name: string } }) => edge.node.name));
      if (!entities.pageInfo.hasNextPage) break;
      after = entities.pageInfo.endCursor;
    }
    expect(names).toHaveLength(16);
    expect(names.filter((name) => name === 'Mercury')).toHaveLength(2);
    expect(names).toEqual([...names].sort());
  });

  it('leaves deleted entities out of lists, but shows them by id', async () => {
    const id = services.idOf('trout');
    await services.database.prisma.entity.update({ where: { id }, data: { deletedAt: new Date() } });
    const { entities, entity, knowledgeBase } = await data(
      services,
      'query ($id: ID!) { entities(first: 100) { totalCount edges { node { name } } } entity(id: $id) { name } knowledgeBase { entityCount } }',
      { id },
    );
    expect(entities.edges.map((edge: { node: { name: string } }) => edge.node.name)).not.toContain('Trout');
    expect([entities.totalCount, knowledgeBase.entityCount, entity.name]).toEqual([15, 15, 'Trout']);
    await services.database.prisma.entity.update({ where: { id }, data: { deletedAt: null } });
  });

  it.each([
    ['Lion', 'Lion', 'EXACT'],
    ['chee', 'Cheetah', 'PREFIX'],
    ['leopadr', 'Leopard', 'TYPO'],
  ])('finds %s as %s (%s)', async (text, name, how) => {
    const { searchEntities } = await data(
      services,
      'query ($text: String!) { searchEntities(text: $text, first: 3) { how score matched entity { name images { url } } } }',
      { text },
    );
    expect(searchEntities[0]).toMatchObject({ how, entity: { name } });
    expect(searchEntities[0].score).toBeGreaterThan(0);
    expect(searchEntities.length).toBeLessThanOrEqual(3);
  });

  it('refuses to search for nothing or for more than a page', async () => {
    expect((await ask(services, '{ searchEntities(text: " ") { score } }')).errors?.[0]?.message).toContain('text');
    expect((await ask(services, '{ searchEntities(text: "a", first: 101) { score } }')).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      limit: 100,
    });
    expect(await data(services, '{ searchEntities(text: "lion", first: 0) { score } }')).toEqual({ searchEntities: [] });
  });

  it('tells what the server can do', async () => {
    const { server } = await data(
      services,
      '{ server { version mode defaultPreset channels notices models { name kind role fingerprint } } }',
    );
    expect(server).toEqual({
      version: '0.1.0',
      mode: 'embedded',
      defaultPreset: 'QUICK',
      channels: ['EMBEDDING', 'TEXT'],
      notices: ['There is no language model; expansions rest on embeddings.'],
      models: [{ name: 'scripted', kind: 'local', role: 'embedding', fingerprint: 'f'.repeat(64) }],
    });
  });
});
