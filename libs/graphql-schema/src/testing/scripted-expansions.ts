import {
  canonicalJson,
  ReplayError,
  sha256Hex,
  type Capabilities,
  type Estimate,
  type ExpansionActual,
  type ExpansionConfig,
  type ExpansionRequest,
  type ExpansionResult,
  type ExpansionRun,
  type ExpansionService,
  type ProgressEvent,
  type RankedEntity,
  type ReplayReport,
} from '@etcetera/expansion';
import { InvalidInputError, type Actor } from '@etcetera/knowledge';
import type { Database, Repositories } from '@etcetera/store';
import { EventEmitter, once } from 'node:events';
import { randomUUID } from 'node:crypto';

const MODEL = { name: 'scripted', fingerprint: 'f'.repeat(64), kind: 'local', role: 'embedding' } as const;
const ENDED = new Set(['COMPLETED', 'FAILED', 'CANCELLED']);
const ACTUAL: ExpansionActual = {
  candidates: 4,
  judgements: 2,
  reasks: 0,
  searchSteps: 9,
  calls: 3,
  reusedCalls: 1,
  promptTokens: 30,
  completionTokens: 3,
  costMicroUsd: 0,
  seconds: 0.1,
  outcomes: { complete: 1, partial: 1, 'none-belong': 0, malformed: 0 },
};

/** For tests: expansions whose outcome is known, on the real store. A run stands still until `advance` or `finish` is called. */
export class ScriptedExpansions implements ExpansionService {
  readonly capabilities: Capabilities = {
    channels: ['embedding', 'text'],
    models: [MODEL],
    notices: ['There is no language model; expansions rest on embeddings.'],
    defaultPreset: 'quick',
  };
  /** Finish every run as soon as somebody waits for it. */
  finishOnWait = true;
  /** Subscriptions that are being served now. */
  listeners = 0;
  private readonly news = new EventEmitter().setMaxListeners(0);
  private readonly claims = new Map<string, { expansionId: string; fence: number }>();

  constructor(
    private readonly repositories: Repositories,
    private readonly database: Database,
  ) {}

  estimate(request: ExpansionRequest): Promise<Estimate> {
    const candidateCount = request.overrides.candidateCount ?? 10;
    if (candidateCount < 1) return Promise.reject(new InvalidInputError('candidateCount', String(candidateCount), 'give 1 to 1000'));
    const config = {
      preset: 'quick',
      ...request.overrides,
      method: request.overrides.method ?? 'lusar',
      candidateCount,
    } as ExpansionConfig;
    const warnings = request.warnings ?? [];
    const plan = {
      candidates: candidateCount,
      judgements: 2,
      maxSearchSteps: 100,
      embeddingCalls: 0,
      calls: 2,
      promptTokens: 20,
      completionTokens: 2,
      costMicroUsd: 0,
      estimatedSeconds: 1.5,
      warnings,
    };
    return Promise.resolve({ config, plan, channels: ['embedding'], warnings });
  }

  async start(request: ExpansionRequest, actor: Actor): Promise<ExpansionRun> {
    const { config, plan, warnings } = await this.estimate(request);
    const { baseId, seedIds, negativeSeedIds, parentId } = request;
    const id = randomUUID();
    const facts = { configHash: sha256Hex(canonicalJson(config)), models: [MODEL], codeVersion: 'test', ...(parentId ? { parentId } : {}) };
    return this.repositories.expansions.create({ id, baseId, seedIds, negativeSeedIds, config, plan, warnings, ...facts }, actor);
  }

  async wait(id: string, waitMs: number, signal?: AbortSignal): Promise<ExpansionRun | undefined> {
    if (this.finishOnWait) await this.finish(id);
    const deadline = AbortSignal.any([AbortSignal.timeout(waitMs), ...(signal ? [signal] : [])]);
    for await (const event of this.progress(id, 0, deadline)) if (ENDED.has(event.status)) break;
    return this.repositories.expansions.byId(id);
  }

  async cancel(id: string, actor: Actor): Promise<ExpansionRun | undefined> {
    const run = await this.repositories.expansions.requestCancel(id, actor);
    this.news.emit(id);
    return run;
  }

  async replay(id: string): Promise<ReplayReport> {
    const run = await this.repositories.expansions.byId(id);
    if (!run?.resultJson || !run.resultSha256) throw new ReplayError('The run has no result to replay; it has to be finished first.');
    const actualSha256 = sha256Hex(run.resultJson);
    return {
      expansionId: id,
      identical: actualSha256 === run.resultSha256,
      expectedSha256: run.resultSha256,
      actualSha256,
      callsUsed: 3,
      seconds: 0.01,
    };
  }

  async *progress(id: string, sequence: number, signal: AbortSignal): AsyncIterable<ProgressEvent> {
    this.listeners += 1;
    try {
      let last = sequence;
      while (!signal.aborted) {
        const woken = once(this.news, id, { signal }).catch(() => undefined);
        const events = await this.repositories.expansions.eventsAfter(id, last);
        for (const event of events) {
          last = event.sequence;
          yield event;
          if (ENDED.has(event.status)) return;
        }
        if (events.length === 0) await woken;
      }
    } finally {
      this.listeners -= 1;
    }
  }

  /** Makes a progress event, with a provisional page. */
  async advance(id: string, message: string): Promise<ProgressEvent> {
    const claim = await this.claim(id);
    const ranking = (await this.ranking(id)).slice(0, 2);
    const event = await this.repositories.expansions.appendEvent(claim, {
      status: 'SAMPLING',
      message,
      searchSteps: 5,
      candidates: 4,
      judgementsDone: 0,
      judgementsPlanned: 2,
      provisional: { stage: 'neighbours', judged: 0, mayChange: 1, ranking },
    });
    this.news.emit(id);
    return event;
  }

  /** Ends a run with a ranking of everything that is not a seed, two judgements and three model calls. */
  async finish(id: string): Promise<void> {
    const { expansions, ledger } = this.repositories;
    const claim = await this.claim(id);
    const run = await expansions.byId(id);
    const ranking = await this.ranking(id);
    const ids = ranking.slice(0, 4).map((ranked) => ranked.entityId);
    const entries = ['search:1', 'judge:0:1', 'judge:1:1'].map((key, i) => ({
      key,
      hash: sha256Hex(`${id} ${key}`),
      kind: i === 0 ? ('search' as const) : ('judge' as const),
      model: 'scripted',
      request: { key },
      answer: { text: `answer to ${key}` },
      promptTokens: 10,
      completionTokens: 1,
      costMicroUsd: null,
      latencyMs: 4,
      attempts: 1,
    }));
    await ledger.put(entries.map(({ key: _key, ...entry }) => entry));
    await ledger.link(
      id,
      entries.map(({ key, hash }, i) => ({ key, hash, reused: i === 0 })),
    );
    await expansions.saveJudgement(claim, {
      listIndex: 0,
      attempt: 1,
      shownIds: ids,
      rankedIds: ids,
      outcome: 'complete',
      issues: [],
      ledgerHash: entries[1]?.hash ?? '',
    });
    const issue = { kind: 'unknown-label' as const, label: 'Un\u0000icorn' };
    await expansions.saveJudgement(claim, {
      listIndex: 1,
      attempt: 1,
      shownIds: ids.slice(1),
      rankedIds: ids.slice(2),
      outcome: 'partial',
      issues: [issue],
      ledgerHash: entries[2]?.hash ?? '',
    });
    const result: ExpansionResult = {
      format: 1,
      method: run?.config.method ?? 'lusar',
      channels: ['embedding'],
      seedIds: run?.seedIds ?? [],
      negativeSeedIds: run?.negativeSeedIds ?? [],
      ranking,
      cut: { rank: 3, method: 'otsu', clarity: 0.5 },
      warnings: [],
    };
    const resultJson = canonicalJson(result);
    await expansions.complete(claim, {
      result,
      resultJson,
      resultSha256: sha256Hex(resultJson),
      actual: ACTUAL,
      warnings: run?.warnings ?? [],
    });
    await expansions.appendEvent(claim, {
      status: 'COMPLETED',
      message: 'Finished.',
      searchSteps: 9,
      candidates: 4,
      judgementsDone: 2,
      judgementsPlanned: 2,
      provisional: null,
    });
    this.claims.delete(id);
    this.news.emit(id);
  }

  private async claim(id: string): Promise<{ expansionId: string; fence: number }> {
    const held = this.claims.get(id) ?? (await this.repositories.expansions.claim('scripted', 60_000, id))?.claim;
    if (!held) throw new Error(`Run ${id} cannot be claimed.`);
    this.claims.set(id, held);
    return held;
  }

  private async ranking(id: string): Promise<RankedEntity[]> {
    const run = await this.repositories.expansions.byId(id);
    const excluded = [...(run?.seedIds ?? []), ...(run?.negativeSeedIds ?? [])];
    const entities = await this.database.prisma.entity.findMany({
      where: { baseId: run?.baseId ?? '', id: { notIn: excluded } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    });
    return entities.map((entity, i) => ({
      rank: i + 1,
      entityId: entity.id,
      name: entity.name,
      score: 1 - i / 100,
      standardError: i < 4 ? 0.1 : null,
      exposures: i < 4 ? 2 : 0,
      channels: [{ channel: 'embedding', rank: i + 1, score: 1 - i / 100 }],
    }));
  }
}
