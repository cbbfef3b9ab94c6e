import { randomUUID } from 'node:crypto';
import { StaleClaimError, type BenchmarkRow, type EvaluationRow, type QueryResult } from '@etcetera/expansion';
import { InvalidInputError } from '@etcetera/knowledge';
import { ada, config, newBase, type Subject } from '../support/fixtures.contract.js';

/** What the storage of benchmarks and evaluations must do on every database. */
export function describeEvaluationStoreContract(subject: () => Subject): void {
  const evaluations = (): Subject['repositories']['evaluations'] => subject().repositories.evaluations;
  const queries = ['birds', 'cats'].flatMap((className) =>
    [2, 0, 1].map((queryIndex) => ({
      className,
      queryIndex,
      seedIds: [`${className}-seed`],
      goldIds: [`${className}-1`, `${className}-2`],
    })),
  );
  const benchmark = async (): Promise<BenchmarkRow> => {
    const base = await newBase(subject());
    return evaluations().ensureBenchmark({ slug: `bench-${randomUUID()}`, baseId: base.id, name: 'Animals', queries });
  };
  const evaluation = async (): Promise<{ row: EvaluationRow; queryIds: readonly string[]; baseId: string }> => {
    const { id, baseId } = await benchmark();
    const queryIds = (await evaluations().queries(id, 1)).map((query) => query.id);
    const row = await evaluations().create(
      { benchmarkId: id, method: 'lusar', config, configHash: 'c', models: [], codeVersion: '1', queryCount: 2 },
      ada,
    );
    return { row, queryIds, baseId };
  };
  const result = (queryId: string, map = 0.5): QueryResult => ({
    queryId,
    metrics: { 'map@10': map },
    rankedIds: ['b', 'a'],
    elapsedMs: 12,
    warnings: [{ code: 'W', message: 'w' }],
  });
  const makeStale = (id: string): Promise<unknown> =>
    subject().database.prisma
      .$executeRaw`UPDATE "Evaluation" SET "heartbeatAt" = timezone('utc', now()) - interval '5 minutes' WHERE "id" = ${id}`;

  it('creates a benchmark with its queries once and leaves it alone afterwards', async () => {
    const first = await benchmark();
    const again = await evaluations().ensureBenchmark({ ...first, description: 'other', name: 'Other', queries: [] });
    expect(again).toEqual(first);
    expect(await evaluations().benchmarkBySlug(first.slug)).toEqual(first);
    for (const slug of ['none', '\u0000']) expect(await evaluations().benchmarkBySlug(slug)).toBeUndefined();
    expect(await evaluations().listBenchmarks()).toContainEqual(first);
    const all = await evaluations().queries(first.id, Infinity);
    expect(all.map((query) => [query.className, query.queryIndex])).toEqual([
      ['birds', 0],
      ['birds', 1],
      ['birds', 2],
      ['cats', 0],
      ['cats', 1],
      ['cats', 2],
    ]);
    expect(all[0]).toMatchObject({ seedIds: ['birds-seed'], goldIds: ['birds-1', 'birds-2'] });
    expect((await evaluations().queries(first.id, 1)).map((query) => query.queryIndex)).toEqual([0, 0]);
  });

  it('stores an evaluation as asked for, with its audit event', async () => {
    const { row, baseId } = await evaluation();
    expect(row).toMatchObject({ method: 'lusar', status: 'QUEUED', config, queryCount: 2, completed: 0, metrics: {} });
    expect(await evaluations().byId(row.id)).toEqual(row);
    for (const id of ['none', '\u0000']) expect(await evaluations().byId(id)).toBeUndefined();
    expect((await subject().repositories.audit.list(baseId, { first: 1 })).rows[0]).toMatchObject({
      action: 'evaluation.requested',
      subjectId: row.id,
    });
    await expect(
      evaluations().create(
        { benchmarkId: 'none', method: 'lusar', config, configHash: 'c', models: [], codeVersion: '1', queryCount: 2 },
        ada,
      ),
    ).rejects.toThrow(InvalidInputError);
  });

  it('is claimed by one worker at a time and taken over when that one goes silent', async () => {
    const { row, queryIds } = await evaluation();
    expect(await evaluations().unfinished(60_000)).toContain(row.id);
    const claims = await Promise.all([1, 2, 3].map((worker) => evaluations().claim(`w${worker}`, 60_000, row.id)));
    expect(claims.filter((claim) => claim !== undefined)).toEqual([{ fence: 1 }]);
    expect(await evaluations().unfinished(60_000)).not.toContain(row.id);
    await makeStale(row.id);
    expect(await evaluations().unfinished(60_000)).toContain(row.id);
    expect(await evaluations().claim('w9', 60_000, row.id)).toEqual({ fence: 2 });
    await expect(evaluations().saveQueryResult(row.id, 1, result(queryIds[0] ?? ''))).rejects.toThrow(StaleClaimError);
    await expect(evaluations().finish(row.id, 1, { status: 'COMPLETED', metrics: {}, elapsedMs: 1 })).rejects.toThrow(StaleClaimError);
    expect(await evaluations().results(row.id)).toEqual([]);
  });

  it('counts each query once, however often its result is saved', async () => {
    const { row, queryIds } = await evaluation();
    await evaluations().claim('w', 60_000, row.id);
    const [birds = '', cats = ''] = queryIds;
    await evaluations().saveQueryResult(row.id, 1, result(cats));
    await evaluations().saveQueryResult(row.id, 1, result(birds, 0.1));
    await evaluations().saveQueryResult(row.id, 1, result(birds, 0.75));
    expect(await evaluations().byId(row.id)).toMatchObject({ completed: 2, status: 'RUNNING' });
    expect(await evaluations().results(row.id)).toEqual([result(birds, 0.75), result(cats)]);
  });

  it('ends with metrics or a reason, once', async () => {
    const { row, baseId } = await evaluation();
    await evaluations().claim('w', 60_000, row.id);
    await evaluations().finish(row.id, 1, { status: 'FAILED', metrics: { 'map@10': 0.25 }, elapsedMs: 99.6, errorMessage: 'no model' });
    expect(await evaluations().byId(row.id)).toMatchObject({
      status: 'FAILED',
      metrics: { 'map@10': 0.25 },
      elapsedMs: 100,
      errorMessage: 'no model',
    });
    await expect(evaluations().finish(row.id, 1, { status: 'COMPLETED', metrics: {}, elapsedMs: 1 })).rejects.toThrow(StaleClaimError);
    expect(await evaluations().claim('w', 0, row.id)).toBeUndefined();
    expect((await subject().repositories.audit.list(baseId, { first: 1 })).rows[0]).toMatchObject({
      action: 'evaluation.failed',
      actor: 'w',
    });
  });
}
