import { StaleClaimError, workOnRun, type ExpansionRun } from '@etcetera/expansion';
import { compareMethods } from './compare-methods.js';
import { scriptedJudge, scriptedTokenModel } from './testing/scripted-models.js';
import { animalRows, openTestEngine, type TestEngine, type TestEngineOptions } from './testing/test-engine.js';

/** What the run engine promises, over a real database; run for the embedded one and for a server. */
export function engineContract(databaseUrl: () => string | undefined): void {
  let test: TestEngine;
  const open = async (options: TestEngineOptions = {}): Promise<TestEngine> => {
    const url = databaseUrl();
    test = await openTestEngine({ ...options, ...(url ? { databaseUrl: url } : {}) });
    return test;
  };
  const never = new AbortController().signal;
  const quick = { candidateCount: 12, listLength: 4, listsPerCandidate: 2 };

  /** Starts a run and works on it here. */
  const complete = async (seeds: readonly string[], overrides = {}, negatives: readonly string[] = []): Promise<ExpansionRun> => {
    const run = await test.expansions.start(await test.request(seeds, { ...quick, ...overrides }, negatives), test.actor);
    await workOnRun(test.engine, run.id, never);
    return (await test.repositories.expansions.byId(run.id)) as ExpansionRun;
  };
  const ranking = (run: ExpansionRun) =>
    (
      JSON.parse(run.resultJson ?? '{}') as {
        ranking: { entityId: string; name: string; score: number; rank: number; exposures: number }[];
      }
    ).ranking;

  afterEach(async () => {
    await test.close();
    expect(test.reported).toEqual([]);
  });

  it('ranks only entities of the base, never a seed, members of the class first', async () => {
    await open({ judge: scriptedJudge() });
    const run = await complete(['lion', 'tiger', 'leopard'], { judgeWeight: 0 });
    expect(run).toMatchObject({ status: 'COMPLETED', errorCode: null });
    const names = ranking(run).map((entity) => entity.name);
    expect(names.slice(0, 5).every((name) => animalRows.find((row) => row.name === name)?.className === 'cat')).toBe(true);
    expect(names).not.toContain('lion');
    expect(new Set(names).size).toBe(names.length);
  });

  it('makes the calls that it planned: estimate, stored plan and judgements agree', async () => {
    const judge = scriptedJudge();
    await open({ judge });
    const request = await test.request(['lion', 'tiger'], quick);
    const estimate = await test.expansions.estimate(request);
    const run = await complete(['lion', 'tiger']);
    expect(run.plan).toEqual(estimate.plan);
    expect(judge.asked).toHaveLength(estimate.plan.judgements);
    expect(run.actual).toMatchObject({ judgements: estimate.plan.judgements, reasks: 0 });
    expect(estimate.plan.judgements).toBe(6);
  });

  it('replays to identical bytes without any model, also after the base has grown and entities have changed', async () => {
    await open({ judge: scriptedJudge() });
    const run = await complete(['lion', 'tiger', 'leopard'], {}, ['hammer']);
    await test.importAll([
      ...animalRows,
      { name: 'snow leopard', description: 'a kind of cat', className: 'cat' },
      { name: 'lynx', description: 'changed', className: 'cat' },
    ]);
    await test.embed();
    const model = test.engine.live.tokenModel as ReturnType<typeof scriptedTokenModel>;
    const steps = model.steps;
    const report = await test.expansions.replay(run.id);
    expect(report).toMatchObject({ identical: true, expectedSha256: run.resultSha256 });
    expect(report.callsUsed).toBeGreaterThan(8);
    expect(model.steps).toBe(steps);
  });

  it('judges adaptively as often as planned, mostly about the first page, and replays that too', async () => {
    const judge = scriptedJudge();
    await open({ judge });
    const overrides = { adaptive: true, aggregation: 'thurstone' as const, pageDepth: 3, listsPerCandidate: 4 };
    const { plan } = await test.expansions.estimate(await test.request(['lion', 'tiger'], { ...quick, ...overrides }));
    const run = await complete(['lion', 'tiger'], overrides);
    expect(run).toMatchObject({ status: 'COMPLETED', plan, actual: { judgements: plan.judgements } });
    expect(judge.asked).toHaveLength(plan.judgements);
    const exposures = ranking(run).map((entity) => entity.exposures);
    expect(Math.max(...exposures)).toBeGreaterThan(4);
    expect(await test.expansions.replay(run.id)).toMatchObject({ identical: true });
  });

  it.each([{ search: 'beam' as const }, { renormalise: true }, { search: 'beam' as const, renormalise: true }])(
    'searches as it is told to, and replays that: %j',
    async (overrides) => {
      await open();
      const run = await complete(['lion', 'tiger'], overrides);
      expect(run).toMatchObject({ status: 'COMPLETED', config: overrides });
      expect(ranking(run).length).toBeGreaterThan(10);
      expect(run.warnings.map((warning) => warning.code).includes('SEARCH_NOT_EXACT')).toBe('search' in overrides);
      expect(await test.expansions.replay(run.id)).toMatchObject({ identical: true });
    },
  );

  it('says what an aggregator had to do about lists that nothing links, and replays that', async () => {
    await open({ judge: scriptedJudge() });
    const run = await complete(['lion', 'tiger'], { aggregation: 'thurstone', listsPerCandidate: 1 });
    expect(run.warnings.find((warning) => warning.code === 'AGGREGATION_NOTE')?.message).toContain('3 groups that nothing links');
    expect(await test.expansions.replay(run.id)).toMatchObject({ identical: true });
  });

  it('tells the model behind a run what it will probably be asked next', async () => {
    const expected: number[] = [];
    await open({ tokenModel: { ...scriptedTokenModel(), expect: (_, paths) => void expected.push([...paths].length) } });
    const run = await complete(['lion', 'tiger']);
    expect(Math.max(...expected)).toBeGreaterThan(0);
    expect(await test.expansions.replay(run.id)).toMatchObject({ identical: true });
  });

  it('repeats a run from the ledger without a call, and asks again only when told to', async () => {
    const judge = scriptedJudge();
    await open({ judge });
    const first = await complete(['lion', 'tiger']);
    const again = await complete(['lion', 'tiger']);
    expect(again.resultSha256).toBe(first.resultSha256);
    expect(again.actual).toMatchObject({ calls: 0, costMicroUsd: 0 });
    expect(judge.asked).toHaveLength(6);
    const fresh = await complete(['lion', 'tiger'], { cache: 'fresh' });
    expect(fresh.resultSha256).toBe(first.resultSha256);
    expect(fresh.actual?.reusedCalls).toBe(0);
    expect(judge.asked).toHaveLength(12);
  });

  it('asks once more about a list whose answer left members out, and counts only what was ranked', async () => {
    const judge = scriptedJudge((question) => {
      const labels = question.members.map((member) => member.id);
      return {
        labels:
          question.listIndex === 0
            ? question.attempt === 1
              ? labels.slice(0, 1)
              : labels.slice(0, 3)
            : [...labels, 'invented', labels[0] as string],
      };
    });
    await open({ judge });
    const run = await complete(['lion', 'tiger']);
    const judgements = await test.repositories.expansions.judgements(run.id);
    expect(
      judgements
        .filter((judgement) => judgement.listIndex === 0)
        .map(({ attempt, outcome, rankedIds }) => [attempt, outcome, rankedIds.length]),
    ).toEqual([
      [1, 'partial', 1],
      [2, 'partial', 3],
    ]);
    expect(judgements.find((judgement) => judgement.listIndex === 1)?.issues.map((issue) => issue.kind)).toEqual([
      'unknown-label',
      'repeated-label',
    ]);
    expect(run.actual).toMatchObject({ reasks: 1, outcomes: { partial: 1, complete: 5 } });
    expect(run.warnings.map((warning) => warning.code)).toContain('ANSWERS_NOT_USED_IN_FULL');
    expect(ranking(run).some((entity) => entity.entityId === 'invented')).toBe(false);
  });

  it('pauses at a limit with a sentence, keeps everything, and goes on from there when repeated with more', async () => {
    const judge = scriptedJudge();
    await open({ judge });
    const paused = await complete(['lion', 'tiger'], { limits: { maxTokens: 300 } });
    expect(paused).toMatchObject({ status: 'PAUSED', errorCode: 'BUDGET_REACHED', resultSha256: null });
    expect(paused.errorMessage).toMatch(/maxTokens = 300/);
    const asked = judge.asked.length;
    expect(asked).toBe(3);
    const whole = await complete(['lion', 'tiger']);
    expect(whole.status).toBe('COMPLETED');
    expect(judge.asked).toHaveLength(6);
  });

  it('gives a run back when the process stops, and another worker ends it with the same bytes', async () => {
    const model = scriptedTokenModel();
    await open({ judge: scriptedJudge(), tokenModel: model });
    const undisturbed = await complete(['eagle', 'owl'], { cache: 'fresh' });
    const run = await test.expansions.start(await test.request(['eagle', 'owl'], { ...quick, cache: 'fresh' }), test.actor);
    const stop = new AbortController();
    let steps = 0;
    model.beforeStep = () => {
      if (++steps === 4) stop.abort();
      return Promise.resolve();
    };
    await workOnRun(test.engine, run.id, stop.signal);
    expect(await test.repositories.expansions.byId(run.id)).toMatchObject({ status: 'QUEUED', resultSha256: null });
    model.beforeStep = () => Promise.resolve();
    await workOnRun(test.engine, run.id, never);
    const ended = (await test.repositories.expansions.byId(run.id)) as ExpansionRun;
    expect(ended).toMatchObject({ status: 'COMPLETED', resultSha256: undisturbed.resultSha256 });
    expect(ended.actual?.reusedCalls).toBeGreaterThan(0);
  });

  it('lets another worker take over a silent one, and refuses what the silent one writes afterwards', async () => {
    await open({ judge: scriptedJudge(), staleAfterMs: 0 });
    const run = await test.expansions.start(await test.request(['eagle', 'owl'], quick), test.actor);
    const silent = await test.repositories.expansions.claim('silent', 0, run.id);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await workOnRun(test.engine, run.id, never)).toBe(true);
    expect(silent).toBeDefined();
    if (!silent) return;
    await expect(test.repositories.expansions.setStatus(silent.claim, 'RANKING', {})).rejects.toBeInstanceOf(StaleClaimError);
    await expect(test.repositories.expansions.heartbeat(silent.claim)).rejects.toBeInstanceOf(StaleClaimError);
    expect(await test.repositories.expansions.byId(run.id)).toMatchObject({ status: 'COMPLETED' });
  });

  it('cancels a run at work and a waiting one', async () => {
    const model = scriptedTokenModel();
    await open({ tokenModel: model });
    const waiting = await test.expansions.start(await test.request(['eagle'], quick), test.actor);
    expect(await test.expansions.cancel(waiting.id, test.actor)).toMatchObject({ status: 'CANCELLED' });
    const run = await test.expansions.start(await test.request(['owl'], quick), test.actor);
    model.beforeStep = () => new Promise((resolve) => setTimeout(resolve, 100));
    const working = workOnRun(test.engine, run.id, never);
    await test.expansions.cancel(run.id, test.actor);
    await working;
    expect(await test.repositories.expansions.byId(run.id)).toMatchObject({
      status: 'CANCELLED',
      errorCode: 'CANCELLED',
      resultSha256: null,
    });
  });

  it('tells subscribers every event once, from where they left off, and ends with the run', async () => {
    await open({ judge: scriptedJudge() });
    const run = await test.expansions.start(await test.request(['lion', 'tiger'], quick), test.actor);
    const worker = await test.startWorker();
    const seen: number[] = [];
    for await (const event of test.expansions.progress(run.id, 0, never)) seen.push(event.sequence);
    const late: { sequence: number; status: string }[] = [];
    for await (const event of test.expansions.progress(run.id, 2, never)) late.push(event);
    await worker.stop();
    expect(seen).toEqual(seen.map((_, i) => i + 1));
    expect(late.map((event) => event.sequence)).toEqual(seen.slice(2));
    expect(late.at(-1)?.status).toBe('COMPLETED');
    expect((await test.expansions.wait(run.id, 1000))?.status).toBe('COMPLETED');
  });

  it('fails with the reason when the judge cannot be reached, and keeps what it has', async () => {
    const judge = scriptedJudge(() => {
      throw Object.assign(new Error('The endpoint at 127.0.0.1 refuses connections.'), { code: 'unavailable' });
    });
    await open({ judge });
    const run = await complete(['lion', 'tiger']);
    expect(run).toMatchObject({
      status: 'FAILED',
      errorCode: 'unavailable',
      errorMessage: 'The endpoint at 127.0.0.1 refuses connections.',
    });
    expect((await test.repositories.ledger.callsOf(run.id)).size).toBeGreaterThan(3);
  });

  it('works on a base of five, with one seed, with K beyond the base, and says that the page is short', async () => {
    await open({ rows: animalRows.slice(0, 5), judge: scriptedJudge() });
    const run = await complete(['lion'], { candidateCount: 60 });
    expect(ranking(run)).toHaveLength(4);
    expect(run.plan.candidates).toBe(4);
    expect(run.warnings.map((warning) => warning.code)).toContain('SHORTER_THAN_ASKED');
  });

  it('falls back to what is there, and says so: embeddings only, then text only', async () => {
    await open({ tokenModel: undefined });
    const run = await complete(['lion', 'tiger']);
    expect(JSON.parse(run.resultJson ?? '{}')).toMatchObject({ channels: ['embedding'] });
    expect(run.warnings.map((warning) => warning.code)).toEqual(expect.arrayContaining(['CHANNEL_UNAVAILABLE', 'NO_JUDGE']));
    await test.close();
    await open({ tokenModel: undefined, embed: false });
    const text = await complete(['lion', 'tiger']);
    expect(JSON.parse(text.resultJson ?? '{}')).toMatchObject({ channels: ['text'] });
    expect(text.warnings.map((warning) => warning.code)).toContain('TEXT_SEARCH_ONLY');
    await expect(test.expansions.estimate(await test.request(['lion'], { method: 'embedding-centroid' }))).rejects.toThrow(/needs vectors/);
  });

  it('pushes entities that are nearer to the negative seeds down', async () => {
    await open();
    const birds = animalRows.filter((row) => row.className === 'bird' && !['eagle', 'robin'].includes(row.name)).map((row) => row.name);
    const share = (run: ExpansionRun) =>
      ranking(run)
        .slice(0, 15)
        .filter((entity) => birds.includes(entity.name)).length;
    const plain = await complete(['lion', 'eagle'], { method: 'embedding-centroid' });
    const contrast = await complete(['lion', 'eagle'], { method: 'embedding-centroid' }, ['robin']);
    expect(share(contrast)).toBeLessThan(share(plain));
    expect(ranking(contrast).map((entity) => entity.name)).not.toContain('robin');
  });

  it('evaluates a benchmark, stores each query, and runs no query twice', async () => {
    await open({ judge: scriptedJudge() });
    const goldIds = await Promise.all(['lynx', 'puma', 'cheetah'].map(test.idOf));
    const seedIds = await Promise.all(['lion', 'tiger', 'leopard'].map(test.idOf));
    const bird = await Promise.all(['robin', 'owl'].map(test.idOf));
    await test.repositories.evaluations.ensureBenchmark({
      slug: 'animals',
      baseId: test.base.id,
      name: 'Animals',
      queries: [
        { className: 'cat', queryIndex: 0, seedIds, goldIds },
        { className: 'bird', queryIndex: 0, seedIds: bird.slice(0, 1), goldIds: bird.slice(1) },
      ],
    });
    const row = await test.evaluations.start(
      { benchmark: 'animals', method: 'embedding-centroid', queriesPerClass: 1, overrides: {} },
      test.actor,
    );
    const progress: number[] = [];
    const ended = await test.evaluations.run(row.id, (done) => progress.push(done), never);
    expect(ended).toMatchObject({ status: 'COMPLETED', queryCount: 2, completed: 2 });
    expect(ended.metrics['map@10']).toBeGreaterThan(0.1);
    expect(progress).toEqual([1, 2]);
    expect(await test.evaluations.run(row.id, () => undefined, never)).toMatchObject({ status: 'COMPLETED' });
    const text = await test.evaluations.start(
      { benchmark: 'animals', method: 'text-search', queriesPerClass: 1, overrides: {} },
      test.actor,
    );
    const textEnded = await test.evaluations.run(text.id, () => undefined, never);
    const comparison = await compareMethods(test, 'animals', ['embedding-centroid', 'text-search'], 'map@10');
    expect(comparison.queries).toBe(2);
    expect(comparison.difference).toBeCloseTo((textEnded.metrics['map@10'] ?? 0) - (ended.metrics['map@10'] ?? 0), 9);
    await expect(compareMethods(test, 'animals', ['embedding-centroid', 'lusar'], 'map@10')).rejects.toThrow(
      /etcetera evaluate animals --method lusar/,
    );
    await expect(compareMethods(test, 'animals', ['embedding-centroid', 'text-search'], 'beauty')).rejects.toThrow(/map@10/);
    await expect(
      test.evaluations.start({ benchmark: 'none', method: 'lusar', queriesPerClass: 1, overrides: {} }, test.actor),
    ).rejects.toThrow(/no benchmark "none".*animals/);
  });

  it('keeps an evaluation whose process stops, and ends it at the next start without repeating a query', async () => {
    await open({ staleAfterMs: 0 });
    const [lion, tiger, robin, owl] = await Promise.all(['lion', 'tiger', 'robin', 'owl'].map(test.idOf));
    const query = (className: string, seed?: string, gold?: string) => ({
      className,
      queryIndex: 0,
      seedIds: [seed ?? ''],
      goldIds: [gold ?? ''],
    });
    await test.repositories.evaluations.ensureBenchmark({
      slug: 'two',
      baseId: test.base.id,
      name: 'Two',
      queries: [query('bird', robin, owl), query('cat', lion, tiger)],
    });
    const row = await test.evaluations.start(
      { benchmark: 'two', method: 'embedding-centroid', queriesPerClass: 1, overrides: {} },
      test.actor,
    );
    const stop = new AbortController();
    const stopped = await test.evaluations.run(row.id, () => stop.abort(), stop.signal);
    expect(stopped).toMatchObject({ status: 'RUNNING', completed: 1 });
    const [first] = await test.repositories.evaluations.results(row.id);
    expect(await test.evaluations.run(row.id, () => undefined, never)).toMatchObject({ status: 'COMPLETED', completed: 2 });
    expect(await test.repositories.evaluations.results(row.id)).toContainEqual(first);
  });
}
