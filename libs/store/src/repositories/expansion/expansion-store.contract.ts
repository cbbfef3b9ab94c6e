import { StaleClaimError, type Claim, type ExpansionResult, type JudgementRecord, type ProgressEvent } from '@etcetera/expansion';
import { actual, ada, baseOf, config, entityId, newRun, plan, type Subject } from '../support/fixtures.contract.js';

/** What the storage of runs must do on every database. */
export function describeExpansionStoreContract(subject: () => Subject): void {
  const expansions = (): Subject['repositories']['expansions'] => subject().repositories.expansions;
  let baseId: string;
  let seeds: readonly string[];
  beforeAll(async () => {
    baseId = (await baseOf(subject(), ['Lion', 'Tiger', 'Leopard'])).id;
    seeds = [entityId(baseId, 'Lion')];
  });
  const claimNew = async (): Promise<Claim> => {
    const run = await newRun(subject(), baseId, seeds);
    const claimed = await expansions().claim('worker-1', 60_000, run.id);
    if (!claimed) throw new Error('A new run could not be claimed.');
    return claimed.claim;
  };
  const makeStale = (id: string): Promise<unknown> =>
    subject().database.prisma
      .$executeRaw`UPDATE "Expansion" SET "heartbeatAt" = timezone('utc', now()) - interval '5 minutes' WHERE "id" = ${id}`;
  const event: Omit<ProgressEvent, 'sequence'> = {
    status: 'SAMPLING',
    message: 'Searching the names.',
    searchSteps: 10,
    candidates: 3,
    judgementsDone: 0,
    judgementsPlanned: 12,
    provisional: { stage: 'neighbours', judged: 0, mayChange: 1, ranking: [] },
  };
  const judgement: JudgementRecord = {
    listIndex: 0,
    attempt: 1,
    shownIds: ['a', 'b'],
    rankedIds: ['b'],
    outcome: 'partial',
    issues: [{ kind: 'unknown-label', label: 'x\u0000' }],
    ledgerHash: 'h1',
  };
  const result = (): ExpansionResult => ({
    format: 1,
    method: 'lusar',
    channels: ['embedding'],
    seedIds: seeds,
    negativeSeedIds: [],
    ranking: ['Tiger', 'Leopard'].map((name, index) => ({
      rank: index + 1,
      entityId: entityId(baseId, name),
      name,
      score: 1 - index / 4,
      standardError: index === 0 ? null : 0.125,
      exposures: 2,
      channels: [{ channel: 'embedding', rank: 1, score: 0.5 }],
    })),
    cut: null,
    warnings: [],
  });
  const complete = (claim: Claim): Promise<void> =>
    expansions().complete(claim, {
      result: result(),
      resultJson: '{"format":1}',
      resultSha256: 'abc',
      actual,
      warnings: [{ code: 'W', message: 'w' }],
    });

  it('stores a run as asked for, QUEUED, with its audit event', async () => {
    const run = await newRun(subject(), baseId, seeds);
    expect(run).toMatchObject({
      baseId,
      status: 'QUEUED',
      seedIds: seeds,
      config,
      plan,
      actual: null,
      resultJson: null,
      requestedBy: 'ada',
      parentId: null,
      fence: 0,
    });
    expect(await expansions().byId(run.id)).toEqual(run);
    expect(await expansions().byId('no-run')).toBeUndefined();
    const { rows } = await subject().repositories.audit.list(baseId, { first: 1 });
    expect(rows[0]).toMatchObject({ action: 'expansion.requested', subjectId: run.id, requestId: ada.requestId });
  });

  it('gives a run to one of many workers that claim it at once', async () => {
    const run = await newRun(subject(), baseId, seeds);
    const claims = await Promise.all(Array.from({ length: 8 }, (_, index) => expansions().claim(`worker-${index}`, 60_000, run.id)));
    const taken = claims.filter((claimed) => claimed !== undefined);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ claim: { expansionId: run.id, fence: 1 }, run: { status: 'SAMPLING', fence: 1 } });
    expect(taken[0]?.run.startedAt).toBeInstanceOf(Date);
  });

  it('gives the oldest claimable run, and each to another worker', async () => {
    await subject().database.prisma.expansion.updateMany({ where: { status: 'QUEUED' }, data: { status: 'CANCELLED' } });
    const ids = [];
    for (let index = 0; index < 3; index += 1) ids.push((await newRun(subject(), baseId, seeds)).id);
    for (const [index, id] of ids.entries()) {
      await subject().database.prisma.expansion.update({ where: { id }, data: { createdAt: new Date(Date.UTC(2020, 0, 1, 0, 0, index)) } });
    }
    expect((await expansions().claimable(60_000, 2)).slice(0, 2)).toEqual(ids.slice(0, 2));
    const first = await expansions().claim('worker', 60_000);
    const second = await expansions().claim('worker', 60_000);
    expect([first?.run.id, second?.run.id]).toEqual(ids.slice(0, 2));
    expect(await expansions().claimable(60_000, 10)).toEqual([ids[2]]);
  });

  it('takes a run over when its worker has gone silent, and refuses every later write of that worker', async () => {
    const old = await claimNew();
    await expansions().setStatus(old, 'RANKING', { vocabularyHash: 'v1' });
    expect(await expansions().claim('worker-2', 60_000, old.expansionId)).toBeUndefined();
    await makeStale(old.expansionId);
    expect(await expansions().claimable(60_000, 100)).toContain(old.expansionId);
    const taken = await expansions().claim('worker-2', 60_000, old.expansionId);
    expect(taken).toMatchObject({ claim: { fence: 2 }, run: { status: 'RANKING', vocabularyHash: 'v1' } });

    const writes: (() => Promise<unknown>)[] = [
      () => expansions().heartbeat(old),
      () => expansions().setStatus(old, 'RANKING', {}),
      () => expansions().saveJudgement(old, judgement),
      () => expansions().appendEvent(old, event),
      () => complete(old),
      () => expansions().stop(old, 'FAILED', { code: 'X', message: 'x' }, actual),
      () => expansions().release(old),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow(StaleClaimError);
    expect(await expansions().judgements(old.expansionId)).toEqual([]);
    expect(await expansions().eventsAfter(old.expansionId, 0)).toEqual([]);
    expect(await expansions().byId(old.expansionId)).toEqual(taken?.run);
  });

  it('stays with a worker that gives signs of life', async () => {
    const claim = await claimNew();
    await makeStale(claim.expansionId);
    expect(await expansions().heartbeat(claim)).toEqual({ cancelRequested: false });
    expect(await expansions().claim('worker-2', 60_000, claim.expansionId)).toBeUndefined();
    await makeStale(claim.expansionId);
    await expansions().saveJudgement(claim, judgement);
    expect(await expansions().claim('worker-2', 60_000, claim.expansionId)).toBeUndefined();
  });

  it('keeps judgements in order, and replaces one that is saved again', async () => {
    const claim = await claimNew();
    await expansions().saveJudgement(claim, { ...judgement, listIndex: 1, issues: [], outcome: 'complete' });
    await expansions().saveJudgement(claim, { ...judgement, attempt: 2 });
    await expansions().saveJudgement(claim, judgement);
    await expansions().saveJudgement(claim, { ...judgement, rankedIds: ['b', 'a'] });
    const saved = await expansions().judgements(claim.expansionId);
    expect(saved.map((row) => [row.listIndex, row.attempt])).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
    ]);
    expect(saved[0]).toEqual({ ...judgement, rankedIds: ['b', 'a'] });
  });

  it('numbers events from 1 without gaps, also when they are appended at once', async () => {
    const claim = await claimNew();
    const appended = await Promise.all(Array.from({ length: 6 }, () => expansions().appendEvent(claim, event)));
    expect(appended.map((row) => row.sequence).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await expansions().eventsAfter(claim.expansionId, 4)).toEqual([
      { ...event, sequence: 5 },
      { ...event, sequence: 6 },
    ]);
    const stored = await subject().database.prisma.expansion.findUnique({
      where: { id: claim.expansionId },
      select: { provisional: true },
    });
    expect(stored?.provisional).toEqual(event.provisional);
  });

  it('completes a run with result, candidates, figures and audit event', async () => {
    const claim = await claimNew();
    await complete(claim);
    expect(await expansions().byId(claim.expansionId)).toMatchObject({
      status: 'COMPLETED',
      resultJson: '{"format":1}',
      resultSha256: 'abc',
      actual,
      warnings: [{ code: 'W', message: 'w' }],
      errorCode: null,
    });
    const candidates = await subject().database.prisma.expansionCandidate.findMany({
      where: { expansionId: claim.expansionId },
      orderBy: { rank: 'asc' },
    });
    expect(candidates).toMatchObject([
      {
        entityId: entityId(baseId, 'Tiger'),
        rank: 1,
        score: 1,
        standardError: null,
        exposures: 2,
        channels: [{ channel: 'embedding', rank: 1, score: 0.5 }],
      },
      { entityId: entityId(baseId, 'Leopard'), rank: 2, score: 0.75, standardError: 0.125 },
    ]);
    const { rows } = await subject().repositories.audit.list(baseId, { first: 1 });
    expect(rows[0]).toMatchObject({ action: 'expansion.completed', actor: 'worker-1', after: { resultSha256: 'abc', entities: 2 } });
    await expect(complete(claim)).rejects.toThrow(StaleClaimError);
    expect(await expansions().appendEvent(claim, { ...event, status: 'COMPLETED' })).toMatchObject({ sequence: 1 });
    expect(await expansions().claim('worker-2', 0, claim.expansionId)).toBeUndefined();
  });

  it('keeps nothing of a completion that fails half-way', async () => {
    const claim = await claimNew();
    const [first, second] = result().ranking;
    const broken = { ...result(), ranking: [first, { ...second, entityId: 'no-such-entity' }] } as ExpansionResult;
    await expect(
      expansions().complete(claim, { result: broken, resultJson: '{}', resultSha256: 'x', actual, warnings: [] }),
    ).rejects.toThrow();
    expect(await expansions().byId(claim.expansionId)).toMatchObject({ status: 'SAMPLING', resultJson: null });
    expect(await subject().database.prisma.expansionCandidate.count({ where: { expansionId: claim.expansionId } })).toBe(0);
    await complete(claim);
  });

  it.each(['FAILED', 'CANCELLED', 'PAUSED'] as const)('stops a run as %s with its reason', async (status) => {
    const claim = await claimNew();
    await expansions().stop(claim, status, { code: 'BUDGET', message: 'Out of calls\u0000.' }, actual);
    const run = await expansions().byId(claim.expansionId);
    expect(run).toMatchObject({ status, errorCode: 'BUDGET', errorMessage: 'Out of calls\u2400.', actual });
    expect(run?.finishedAt === null).toBe(status === 'PAUSED');
    await expect(expansions().heartbeat(claim)).rejects.toThrow(StaleClaimError);
  });

  it('gives a released run to the next worker and refuses what the last one still writes', async () => {
    const claim = await claimNew();
    await expansions().release(claim);
    expect(await expansions().byId(claim.expansionId)).toMatchObject({ status: 'QUEUED' });
    const next = await expansions().claim('worker-2', 60_000, claim.expansionId);
    expect(next?.claim.fence).toBe(3);
    await expect(expansions().appendEvent(claim, event)).rejects.toThrow(StaleClaimError);
  });

  it('cancels a QUEUED run at once and tells its subscribers', async () => {
    const run = await newRun(subject(), baseId, seeds);
    expect(await expansions().requestCancel(run.id, ada)).toMatchObject({ status: 'CANCELLED' });
    expect(await expansions().eventsAfter(run.id, 0)).toMatchObject([{ sequence: 1, status: 'CANCELLED' }]);
    expect(await expansions().claim('worker', 0, run.id)).toBeUndefined();
  });

  it('asks the worker of a running run to stop, once, and leaves an ended run alone', async () => {
    const claim = await claimNew();
    expect(await expansions().requestCancel(claim.expansionId, ada)).toMatchObject({ status: 'SAMPLING', cancelRequested: true });
    await expansions().requestCancel(claim.expansionId, ada);
    expect(await expansions().heartbeat(claim)).toEqual({ cancelRequested: true });
    await expansions().stop(claim, 'CANCELLED', { code: 'CANCELLED', message: 'On request.' }, actual);
    const ended = await expansions().byId(claim.expansionId);
    expect(await expansions().requestCancel(claim.expansionId, ada)).toEqual(ended);
    for (const id of ['no-run', '\u0000']) {
      expect(await expansions().requestCancel(id, ada)).toBeUndefined();
      expect(await expansions().byId(id)).toBeUndefined();
    }
    const { rows } = await subject().repositories.audit.list(baseId, { first: 3 });
    expect(rows.map((row) => row.action)).toEqual(['expansion.cancelled', 'expansion.cancel-requested', 'expansion.requested']);
  });
}
