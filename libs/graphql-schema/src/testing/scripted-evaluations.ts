import { UnknownBenchmarkError, type EvaluationRow, type EvaluationService, type ExpansionConfig } from '@etcetera/expansion';
import type { Repositories } from '@etcetera/store';

/** For tests: evaluations that give every query the same metrics, on the real store. */
export class ScriptedEvaluations implements EvaluationService {
  constructor(private readonly repositories: Repositories) {}

  async start(input: Parameters<EvaluationService['start']>[0], actor: Parameters<EvaluationService['start']>[1]): Promise<EvaluationRow> {
    const { evaluations } = this.repositories;
    const benchmark = await evaluations.benchmarkBySlug(input.benchmark);
    if (!benchmark)
      throw new UnknownBenchmarkError(
        input.benchmark,
        (await evaluations.listBenchmarks()).map((row) => row.slug),
      );
    const queries = await evaluations.queries(benchmark.id, input.queriesPerClass);
    const config = { ...input.overrides, method: input.method } as ExpansionConfig;
    const facts = { configHash: 'c', models: [], codeVersion: 'test', queryCount: queries.length };
    return evaluations.create({ benchmarkId: benchmark.id, method: input.method, config, ...facts }, actor);
  }

  async run(id: string, onProgress: (done: number, total: number) => void): Promise<EvaluationRow> {
    const { evaluations } = this.repositories;
    const row = await evaluations.byId(id);
    const claim = await evaluations.claim('scripted', 60_000, id);
    if (!row || !claim) throw new Error(`Evaluation ${id} cannot be claimed.`);
    const queries = await evaluations.queries(row.benchmarkId, 5);
    for (const [i, query] of queries.entries()) {
      const metrics = { 'map@10': 0.5, 'p@5': 0.25, 'p@10': 0.2 };
      await evaluations.saveQueryResult(id, claim.fence, {
        queryId: query.id,
        metrics,
        rankedIds: [...query.goldIds],
        elapsedMs: 3,
        warnings: [{ code: 'W', message: 'A warning.' }],
      });
      onProgress(i + 1, queries.length);
    }
    await evaluations.finish(id, claim.fence, { status: 'COMPLETED', metrics: { 'p@10': 0.2, 'map@10': 0.5, 'p@5': 0.25 }, elapsedMs: 6 });
    return (await evaluations.byId(id)) as EvaluationRow;
  }
}
