import { connection, globalId, noise, sha } from './mock-tools.mjs';

/** Benchmarks and their history for the stand-in server. */
export function createMockEvaluations({ entities, base, models }) {
  const benchmark = {
    __typename: 'Benchmark',
    id: globalId('Benchmark', 'openmoji'),
    slug: 'openmoji',
    name: 'OpenMoji subgroups',
    description: '88 subgroups with eight or more emoji',
    queryCount: 440,
    base,
  };
  const level = { LUSAR: 0.56, LUSAR_STAGE1: 0.58, EMBEDDING_CENTROID: 0.52, TEXT_SEARCH: 0.31 };
  const classes = [...new Set(entities.map((e) => e.subgroup))].slice(0, 40);
  const metricsAt = (key, height) =>
    [10, 20, 50, 100].flatMap((k) => {
      const drop = 1 - Math.log10(k) * 0.12;
      return [
        ['map', 1],
        ['p', 0.92],
        ['hits', 9],
      ].map(([name, factor]) => ({
        name: `${name}@${k}`,
        value: Math.max(0, height * drop * factor * (0.9 + 0.2 * noise(key + name + k))),
      }));
    });
  const evaluations = [];
  const create = (method, daysAgo, version) => {
    const key = `${method} ${daysAgo}`;
    const at = new Date(Date.now() - daysAgo * 864e5).toISOString();
    const evaluation = {
      __typename: 'Evaluation',
      id: globalId('Evaluation', `eval${evaluations.length + 1}`),
      status: 'COMPLETED',
      method,
      benchmark,
      createdAt: at,
      elapsedMs: 61000 + Math.round(40000 * noise(key)),
      completed: 88,
      queryCount: 88,
      codeVersion: version,
      configHash: sha(key),
      config: { method, preset: 'quick' },
      failure: null,
      models,
      metrics: metricsAt(key, level[method] + (14 - daysAgo) * 0.004),
      queries: classes.map((className) => ({
        className,
        queryIndex: 0,
        elapsedMs: 300 + Math.round(900 * noise(className + key)),
        metrics: metricsAt(className + key, level[method] * (0.5 + noise(className))),
        seeds: entities.filter((e) => e.subgroup === className).slice(0, 3),
        warnings: [],
      })),
    };
    evaluations.push(evaluation);
    return evaluation;
  };
  for (const daysAgo of [14, 10, 6, 3, 1])
    for (const method of Object.keys(level))
      if (noise(method + daysAgo) > 0.15) create(method, daysAgo, `0.1.0+${sha(String(daysAgo)).slice(0, 7)}`);
  const newest = () => [...evaluations].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return {
    benchmarks: () => [benchmark],
    evaluation: ({ id }) => evaluations.find((e) => e.id === id) ?? null,
    evaluations: ({ benchmark: slug, method, ...args }) =>
      connection(
        newest().filter((e) => (!slug || e.benchmark.slug === slug) && (!method || e.method === method)),
        args,
      ),
    evaluate: ({ input }) => {
      if (input.benchmark !== 'openmoji')
        return { __typename: 'NotFoundError', code: 'NOT_FOUND', message: `There is no benchmark “${input.benchmark}”.` };
      const evaluation = create(input.method, 0, '0.1.0+32418d0');
      const { metrics, queries, elapsedMs } = evaluation;
      Object.assign(evaluation, { status: 'RUNNING', completed: 0, metrics: [], queries: [], elapsedMs: null });
      const timer = setInterval(() => {
        evaluation.completed += 8;
        if (evaluation.completed < 88) return;
        clearInterval(timer);
        Object.assign(evaluation, { status: 'COMPLETED', completed: 88, metrics, queries, elapsedMs });
      }, 700);
      return evaluation;
    },
  };
}
