import { data } from '../testing/ask.js';
import { openScriptedServices, type ScriptedServices } from '../testing/scripted-services.js';

const EVALUATE = `mutation ($input: EvaluateInput!) { evaluate(input: $input) { __typename ... on UserError { code message } ... on InvalidInputError { field } ... on Evaluation {
  id status method queryCount completed elapsedMs codeVersion configHash config createdAt failure { code } models { name } metrics { name value }
  benchmark { slug name queryCount base { slug } } queries { className queryIndex elapsedMs seeds { name } metrics { name value } warnings { code message } } } } }`;

describe('evaluations', () => {
  let services: ScriptedServices;
  beforeAll(async () => {
    services = await openScriptedServices();
  });
  afterAll(() => services.close());

  it('lists benchmarks', async () => {
    const { benchmarks } = await data(services, '{ benchmarks { id slug name description queryCount base { slug } } }');
    expect(benchmarks).toMatchObject([{ slug: 'classes', name: 'Classes', description: null, queryCount: 2, base: { slug: 'animals' } }]);
  });

  it('starts an evaluation and shows its results by query, metrics in the order of their numbers', async () => {
    const input = { benchmark: 'classes', method: 'EMBEDDING_CENTROID', preset: 'STANDARD', overrides: { candidateCount: 50 } };
    const { evaluate } = await data(services, EVALUATE, { input });
    expect(evaluate).toMatchObject({
      __typename: 'Evaluation',
      status: 'QUEUED',
      method: 'EMBEDDING_CENTROID',
      queryCount: 2,
      completed: 0,
      queries: [],
      config: { preset: 'standard', candidateCount: 50 },
    });

    const rawId = Buffer.from(evaluate.id, 'base64').toString().replace('Evaluation:', '');
    await services.evaluations.run(rawId, () => undefined);
    const { evaluation } = await data(
      services,
      'query ($id: ID!) { evaluation(id: $id) { status completed failure { code } metrics { name value } queries { className seeds { name } metrics { name } warnings { code } } } }',
      { id: evaluate.id },
    );
    expect(evaluation).toMatchObject({ status: 'COMPLETED', completed: 2, failure: null });
    expect(evaluation.metrics.map((metric: { name: string }) => metric.name)).toEqual(['map@10', 'p@5', 'p@10']);
    expect(evaluation.queries).toMatchObject([
      { className: 'cats', seeds: [{ name: 'Lion' }, { name: 'Tiger' }] },
      { className: 'fish', warnings: [{ code: 'W' }] },
    ]);
  });

  it('lists evaluations newest first, by benchmark and method', async () => {
    for (const method of ['LUSAR', 'TEXT_SEARCH']) await data(services, EVALUATE, { input: { benchmark: 'classes', method } });
    const list = 'totalCount edges { node { method } }';
    const { all, some } = await data(
      services,
      `{ all: evaluations(benchmark: "classes") { ${list} } some: evaluations(method: LUSAR) { ${list} } }`,
    );
    expect(all.edges.map((edge: { node: { method: string } }) => edge.node.method)).toEqual(['TEXT_SEARCH', 'LUSAR', 'EMBEDDING_CENTROID']);
    expect(some).toEqual({ totalCount: 1, edges: [{ node: { method: 'LUSAR' } }] });
  });

  it('answers bad input with typed errors', async () => {
    const evaluate = async (input: object) => (await data(services, EVALUATE, { input }))['evaluate'];
    expect(await evaluate({ benchmark: 'nope', method: 'LUSAR' })).toMatchObject({
      __typename: 'NotFoundError',
      message: 'There is no benchmark "nope".',
    });
    expect(await evaluate({ benchmark: 'classes', method: 'LUSAR', queriesPerClass: 6 })).toMatchObject({
      __typename: 'InvalidInputError',
      field: 'queriesPerClass',
    });
  });
});
