import { encodeGlobalID } from '@pothos/plugin-relay';
import { ask, data } from '../testing/ask.js';
import { openScriptedServices, type ScriptedServices } from '../testing/scripted-services.js';

const ERRORS = `... on UserError { code message } ... on InvalidInputError { field remedy value } ... on UnknownBaseError { known }
  ... on UnknownEntityError { field asked: name suggestions { name } } ... on AmbiguousEntityError { field candidates { externalId } } ... on UnknownEntityIdError { ids }`;
const RUN = 'id rawId status method requestedBy seeds { name } negativeSeeds { name }';
const EXPAND = `mutation ($input: ExpandInput!, $wait: Int) { expand(input: $input, wait: $wait) { __typename ${ERRORS} ... on Expansion { ${RUN} } } }`;

describe('expansions', () => {
  let services: ScriptedServices;
  const expand = async (input: object, wait?: number) => (await data(services, EXPAND, { input, wait }))['expand'];
  const finished = async () => expand({ seeds: ['Lion', 'Tiger', 'Cheetah'] }, 5000);
  beforeAll(async () => {
    services = await openScriptedServices();
  });
  afterAll(() => services.close());

  it('takes names, aliases, raw ids and global ids as seeds, and returns at once', async () => {
    const seeds = ['  lion ', 'Tiger alias tiger', services.idOf('cheetah'), encodeGlobalID('Entity', services.idOf('puma'))];
    const run = await expand({ seeds, negativeSeeds: ['shark'], method: 'LUSAR_STAGE1', base: 'animals' });
    expect(run).toMatchObject({
      __typename: 'Expansion',
      status: 'QUEUED',
      method: 'LUSAR_STAGE1',
      requestedBy: 'tester',
      negativeSeeds: [{ name: 'Shark' }],
    });
    expect(run.seeds.map((seed: { name: string }) => seed.name)).toEqual(['Lion', 'Tiger', 'Cheetah', 'Puma']);
  });

  it('waits for the end when asked to, and shows the whole run', async () => {
    const { id } = await finished();
    const { expansion } = await data(
      services,
      `query ($id: ID!) { expansion(id: $id) { ${RUN} base { slug } channels cut { rank method clarity } config configHash codeVersion createdAt startedAt finishedAt failure { code } lastSequence resultSha256 parent { id }
        models { name role } warnings { code } provisional { stage } plan { calls candidates costMicroUsd estimatedSeconds judgements maxSearchSteps promptTokens completionTokens }
        actual { calls reusedCalls seconds costMicroUsd outcomes { outcome count } } } }`,
      { id },
    );
    expect(expansion).toMatchObject({
      status: 'COMPLETED',
      channels: ['EMBEDDING'],
      cut: { rank: 3, method: 'otsu', clarity: 0.5 },
      provisional: null,
      failure: null,
      parent: null,
      base: { slug: 'animals' },
      models: [{ name: 'scripted', role: 'embedding' }],
      resultSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      plan: { calls: 2, costMicroUsd: 0 },
      actual: { calls: 3, reusedCalls: 1 },
    });
    expect(expansion.lastSequence).toBeGreaterThan(0);
    expect(expansion.actual.outcomes).toContainEqual({ outcome: 'PARTIAL', count: 1 });
  });

  it('pages through the results by rank', async () => {
    const { rawId } = await finished();
    const page =
      'query ($id: ID!, $after: String) { expansion(id: $id) { results(first: 5, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { rank score standardError exposures channels { channel rank score } entity { name } } } } } }';
    const first = (await data(services, page, { id: rawId }))['expansion'].results;
    expect(first.edges.map((edge: { node: { rank: number } }) => edge.node.rank)).toEqual([1, 2, 3, 4, 5]);
    expect(first.edges[0].node).toMatchObject({
      score: 1,
      standardError: 0.1,
      exposures: 2,
      channels: [{ channel: 'EMBEDDING', rank: 1 }],
      entity: { name: 'Caracal' },
    });
    const second = (await data(services, page, { id: rawId, after: first.pageInfo.endCursor }))['expansion'].results;
    expect(second.edges[0].node.rank).toBe(6);
    expect([first.totalCount, second.totalCount]).toEqual([13, 13]);
  });

  it('shows the judgements of an entity, issues as given, and the calls behind them', async () => {
    const { id } = await finished();
    const { expansion } = await data(
      services,
      `query ($id: ID!, $entity: ID!) { expansion(id: $id) { all: judgements { listIndex attempt outcome issues ledgerHash shown { name } ranked { name } } some: judgements(entityId: $entity) { listIndex }
        modelCalls(first: 2) { totalCount pageInfo { hasNextPage endCursor } edges { node { key kind model reused hash request answer costMicroUsd latencyMs attempts promptTokens completionTokens createdAt } } } } }`,
      { id, entity: services.idOf('caracal') },
    );
    expect(expansion.all.map((judgement: { outcome: string }) => judgement.outcome)).toEqual(['COMPLETE', 'PARTIAL']);
    expect(expansion.all[1].issues).toEqual([{ kind: 'unknown-label', label: 'Un\u0000icorn' }]);
    expect(expansion.all[0].shown[0]).toEqual({ name: 'Caracal' });
    expect(expansion.some).toEqual([{ listIndex: 0 }]);
    expect(expansion.modelCalls).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(expansion.modelCalls.edges[0].node).toMatchObject({
      key: 'judge:0:1',
      kind: 'judge',
      reused: false,
      request: { key: 'judge:0:1' },
      answer: { text: 'answer to judge:0:1' },
      costMicroUsd: null,
      promptTokens: 10,
    });
    const after = expansion.modelCalls.pageInfo.endCursor;
    const rest = await data(
      services,
      'query ($id: ID!, $after: String) { expansion(id: $id) { modelCalls(after: $after) { edges { node { key reused } } } } }',
      { id, after },
    );
    expect(rest['expansion'].modelCalls.edges).toEqual([{ node: { key: 'search:1', reused: true } }]);
  });

  it('shows a provisional page while the run is at work', async () => {
    const { id, rawId } = await expand({ seeds: ['Lion', 'Tiger'] });
    await services.expansions.advance(rawId, 'Looking.');
    const { expansion } = await data(
      services,
      'query ($id: ID!) { expansion(id: $id) { channels cut { rank } results { totalCount } provisional { stage judged mayChange results { rank entity { name } } } } }',
      { id },
    );
    expect(expansion).toMatchObject({
      channels: [],
      cut: null,
      results: { totalCount: 0 },
      provisional: { stage: 'neighbours', mayChange: 1, results: [{ rank: 1, entity: { name: 'Caracal' } }, { rank: 2 }] },
    });
  });

  it('repeats a run as its child, passing every setting on', async () => {
    const parent = await finished();
    const overrides = { candidateCount: 7, seed: 5, embeddingWeight: 2, textWeight: 0, maxCalls: 9, reuseAnswers: false, judgeWeight: 0.5 };
    const child = await expand({ seeds: ['Lion'], parent: parent.id, preset: 'THOROUGH', overrides });
    const { expansion } = await data(
      services,
      'query ($id: ID!) { expansion(id: $id) { parent { id status } config warnings { code } } }',
      { id: child.id },
    );
    expect(expansion.parent).toEqual({ id: parent.id, status: 'COMPLETED' });
    expect(expansion.config).toMatchObject({
      preset: 'thorough',
      candidateCount: 7,
      seed: 5,
      channelWeights: { embedding: 2, text: 0 },
      limits: { maxCalls: 9 },
      cache: 'fresh',
      judgeWeight: 0.5,
    });
    expect(expansion.warnings).toEqual([{ code: 'SINGLE_SEED' }]);
  });

  it('lists runs newest first, filtered by state, method, seed and asker', async () => {
    const ids = async (filter: object) =>
      (
        await data(
          services,
          'query ($filter: ExpansionFilter) { expansions(filter: $filter, base: "animals") { totalCount edges { node { rawId } } } }',
          { filter },
        )
      )['expansions'];
    const run = await expand({ seeds: ['Ocelot', 'Serval'], method: 'TEXT_SEARCH' });
    const everything = await ids({});
    expect(everything.edges[0].node.rawId).toBe(run.rawId);
    expect(await ids({ text: 'ocel' })).toEqual({ totalCount: 1, edges: [{ node: { rawId: run.rawId } }] });
    expect((await ids({ text: run.rawId.slice(0, 8) })).totalCount).toBe(1);
    expect((await ids({ text: 'no such thing' })).totalCount).toBe(0);
    expect((await ids({ text: 'TESTER' })).totalCount).toBe(everything.totalCount);
    expect((await ids({ method: ['TEXT_SEARCH'] })).totalCount).toBe(1);
    expect((await ids({ status: ['COMPLETED'], method: ['LUSAR'] })).totalCount).toBeGreaterThan(0);
  });

  it('estimates what expand would do, with the same checks, and stores nothing', async () => {
    const ESTIMATE = `query ($input: ExpandInput!) { estimateExpansion(input: $input) { __typename ${ERRORS} ... on Estimate { channels config method plan { calls estimatedSeconds } warnings { code } } } }`;
    const estimate = async (input: object) => (await data(services, ESTIMATE, { input }))['estimateExpansion'];
    const before = await services.database.prisma.expansion.count();
    expect(await estimate({ seeds: ['lion', 'LION'] })).toMatchObject({
      __typename: 'Estimate',
      method: 'LUSAR',
      channels: ['EMBEDDING'],
      plan: { calls: 2, estimatedSeconds: 1.5 },
      warnings: [{ code: 'DUPLICATE_SEED' }, { code: 'SINGLE_SEED' }],
    });
    expect(await estimate({ seeds: ['lion'], parent: 'nowhere' })).toMatchObject({ __typename: 'InvalidInputError', field: 'parent' });
    expect(await estimate({ seeds: ['lino'] })).toMatchObject({ __typename: 'UnknownEntityError' });
    expect(await services.database.prisma.expansion.count()).toBe(before);
  });

  it('answers bad input with typed errors, and stores nothing', async () => {
    const before = await services.database.prisma.expansion.count();
    const unknown = await expand({ seeds: ['Lion', 'Leopadr'] });
    expect(unknown).toMatchObject({ __typename: 'UnknownEntityError', code: 'UNKNOWN_ENTITY', field: 'seeds[1]', asked: 'Leopadr' });
    expect(unknown.suggestions[0]).toEqual({ name: 'Leopard' });
    const ambiguous = await expand({ seeds: ['mercury'] });
    expect(ambiguous.candidates.map((candidate: { externalId: string }) => candidate.externalId).sort()).toEqual([
      'mercury-metal',
      'mercury-planet',
    ]);
    const foreign = '00000000-0000-4000-8000-000000000000';
    expect(await expand({ seeds: [foreign] })).toMatchObject({ __typename: 'UnknownEntityIdError', ids: [foreign] });
    expect(await expand({ seeds: [] })).toMatchObject({ __typename: 'InvalidInputError', field: 'seeds' });
    expect(await expand({ seeds: Array.from({ length: 51 }, () => 'lion') })).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'seeds',
    });
    expect(await expand({ seeds: ['lion'], negativeSeeds: ['LION'] })).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'negativeSeeds[0]',
    });
    expect(await expand({ seeds: ['lion'], base: 'plants' })).toMatchObject({ __typename: 'UnknownBaseError', known: ['animals'] });
    expect(await expand({ seeds: ['lion'], parent: 'nowhere' })).toMatchObject({ __typename: 'NotFoundError' });
    expect(await expand({ seeds: ['lion'], overrides: { candidateCount: 0 } })).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'candidateCount',
    });
    for (const wait of [-1, 120_001])
      expect(await expand({ seeds: ['lion'] }, wait)).toMatchObject({ __typename: 'InvalidInputError', field: 'wait' });
    for (const name of ['a\nb', '🦁', 'أسد', 'x'.repeat(10_000)]) expect((await expand({ seeds: [name] })).__typename).toMatch(/Error$/);
    expect(await services.database.prisma.expansion.count()).toBe(before);
  });

  it('cancels a run', async () => {
    const CANCEL = `mutation ($id: ID!) { cancelExpansion(id: $id) { __typename ... on Expansion { status } ... on UserError { code } } }`;
    const { id } = await expand({ seeds: ['Lion', 'Tiger'] });
    expect(await data(services, CANCEL, { id })).toEqual({ cancelExpansion: { __typename: 'Expansion', status: 'CANCELLED' } });
    expect(await data(services, CANCEL, { id: 'nowhere' })).toEqual({
      cancelExpansion: { __typename: 'NotFoundError', code: 'NOT_FOUND' },
    });
  });

  it('replays a run, and says when the bytes differ or there is nothing to replay', async () => {
    const REPLAY = `mutation ($id: ID!) { replayExpansion(id: $id) { __typename ... on Replay { identical sha256 callsUsed seconds expansion { rawId resultSha256 } } ... on UserError { code message } ... on ReplayMismatchError { expectedSha256 actualSha256 } } }`;
    const replay = async (id: string) => (await data(services, REPLAY, { id }))['replayExpansion'];
    const { id, rawId } = await finished();
    const good = await replay(id);
    expect(good).toMatchObject({ __typename: 'Replay', identical: true, callsUsed: 3, expansion: { rawId } });
    expect(good.sha256).toBe(good.expansion.resultSha256);
    await services.database.prisma
      .$executeRaw`UPDATE "Expansion" SET "resultJson" = replace("resultJson", 'Caracal', 'Carakal') WHERE id = ${rawId}`;
    expect(await replay(id)).toMatchObject({ __typename: 'ReplayMismatchError', expectedSha256: good.sha256 });
    expect(await replay((await expand({ seeds: ['lion', 'tiger'] })).id)).toMatchObject({
      __typename: 'InvalidInputError',
      message: expect.stringContaining('no result'),
    });
    expect(await replay('nowhere')).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('lets nobody expand with the permission to read alone, nor read with none', async () => {
    expect((await ask(services, EXPAND, { input: { seeds: ['lion'] } }, ['read'])).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'expand',
    });
    const id = encodeGlobalID('Entity', services.idOf('lion'));
    expect((await ask(services, 'query ($id: ID!) { node(id: $id) { id } }', { id }, [])).errors?.[0]?.extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect((await ask(services, '{ server { version } }', {}, ['expand'])).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'read',
    });
  });
});
