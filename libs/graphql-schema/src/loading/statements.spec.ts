import { countStatements } from '../testing/count-statements.js';
import { data } from '../testing/ask.js';
import { openScriptedServices, type ScriptedServices } from '../testing/scripted-services.js';

describe('SQL statements of lists', () => {
  let services: ScriptedServices;
  beforeAll(async () => {
    services = await openScriptedServices();
    for (let i = 0; i < 6; i += 1) {
      const { expand } = await data(
        services,
        'mutation { expand(wait: 5000, input: { seeds: ["lion", "tiger"], negativeSeeds: ["shark"] }) { ... on Expansion { rawId } } }',
      );
      const run = expand.rawId as string;
      const members = ['lion', 'puma', 'lynx'].map((name, rank) => ({
        entityId: services.idOf(name),
        status: 'ACCEPTED' as const,
        expansionId: run,
        rank: rank + 1,
      }));
      await services.knowledge.saveSet({ baseId: services.baseId, name: `Set ${i}`, members }, { name: 'test' });
      const evaluation = await services.evaluations.start(
        { benchmark: 'classes', method: 'lusar', queriesPerClass: 1, overrides: {} },
        { name: 'test' },
      );
      await services.evaluations.run(evaluation.id, () => undefined);
    }
  });
  afterAll(() => services.close());

  const count = async (source: string, first: number): Promise<number> => {
    const { statements } = await countStatements(services.database, () => data(services, source, { first }));
    expect(statements.length).toBeGreaterThan(0);
    return statements.length;
  };

  const ENTITY = 'name aliases contexts images { url }';
  it.each([
    ['entities', `query ($first: Int) { entities(first: $first) { edges { node { ${ENTITY} } } } }`],
    ['searchEntities', `query ($first: Int) { searchEntities(text: "l", first: $first) { entity { ${ENTITY} } } }`],
    [
      'expansions',
      `query ($first: Int) { expansions(first: $first) { totalCount edges { node { status channels cut { rank } lastSequence base { name entityCount } seeds { ${ENTITY} } negativeSeeds { name } parent { id }
        judgements { shown { name } ranked { name } } modelCalls(first: 2) { totalCount edges { node { answer } } } results(first: 3) { totalCount edges { node { entity { ${ENTITY} } } } } } } } }`,
    ],
    [
      'entitySets',
      `query ($first: Int) { entitySets(first: $first) { edges { node { memberCount base { name } members { entity { ${ENTITY} } expansion { status channels seeds { name } } } } } } }`,
    ],
    [
      'evaluations',
      `query ($first: Int) { evaluations(first: $first) { edges { node { benchmark { queryCount base { name } } queries { className seeds { ${ENTITY} } } } } } }`,
    ],
    ['auditEvents', 'query ($first: Int) { auditEvents(first: $first) { edges { node { action } } } }'],
  ])('%s: as many for six rows as for two', async (_name, source) => {
    const two = await count(source, 2);
    expect(await count(source, 6)).toBe(two);
  });

  it('results of a run with pictures and names take one query for the entities', async () => {
    const { id } = await services.database.prisma.expansion.findFirstOrThrow();
    const source =
      'query ($id: ID!) { expansion(id: $id) { results(first: 100) { edges { node { rank entity { name images { url } } } } } } }';
    const { statements, result } = await countStatements(services.database, () => data(services, source, { id }));
    expect(result['expansion'].results.edges).toHaveLength(13);
    expect(statements.filter((sql) => /FROM "public"\."Entity"/.test(sql))).toHaveLength(1);
    expect(statements.length).toBeLessThanOrEqual(4);
  });

  it('counts a total only when somebody asks for it', async () => {
    const { statements } = await countStatements(services.database, () => data(services, '{ entities { edges { node { name } } } }'));
    expect(statements.filter((sql) => /count/i.test(sql))).toEqual([]);
  });

  it('leaves the bytes of results alone when a list of runs does not show them', async () => {
    const readers = async (field: string) => {
      const { statements } = await countStatements(services.database, () =>
        data(services, `{ expansions { edges { node { status seeds { name } ${field} } } } }`),
      );
      return statements.filter((sql) => /resultJson|"provisional"/.test(sql));
    };
    expect(await readers('requestedBy')).toHaveLength(0);
    expect(await readers('channels')).toHaveLength(1);
  });
});
