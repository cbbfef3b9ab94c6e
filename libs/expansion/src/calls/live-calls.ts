import { canonicalJson, sha256Hex } from '../canonical-json.js';
import { BudgetReachedError } from '../engine/budget.js';
import type { ExpansionConfig, LedgerRecord } from '../model.js';
import type { Ledger } from '../ports/ledger.js';
import type { Clock } from '../ports/sources.js';
import type { Call, CallAnswer, Calls, CallTally } from './calls.js';

export interface LiveCallsOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Run that the calls belong to; without one (evaluations) answers are kept in the ledger, but not linked to a run. */
  readonly expansionId?: string;
  readonly cache: ExpansionConfig['cache'];
  readonly limits: ExpansionConfig['limits'];
  /** Search steps are written in groups of this many calls; judgements at once. */
  readonly groupSize?: number;
}

/** Hash under which an answer is kept: what was asked, of which model. */
export function callHash(call: Pick<Call, 'kind' | 'model' | 'request'>): string {
  return sha256Hex(canonicalJson({ kind: call.kind, model: call.model, request: call.request }));
}

/** Asks, records, reuses: the run's own record first (so that a resumed run repeats nothing), then the ledger. */
export async function createLiveCalls(options: LiveCallsOptions): Promise<Calls> {
  const own = options.expansionId ? await options.ledger.callsOf(options.expansionId) : new Map<string, LedgerRecord>();
  const startedAt = options.clock.now();
  const entries: LedgerRecord[] = [];
  const links: { key: string; hash: string; reused: boolean }[] = [];
  const tally = { calls: 0, reusedCalls: 0, promptTokens: 0, completionTokens: 0, costMicroUsd: 0 as number | null };

  const flush = async (): Promise<void> => {
    const [putting, linking] = [entries.splice(0), links.splice(0)];
    if (putting.length > 0) await options.ledger.put(putting);
    if (linking.length > 0 && options.expansionId) await options.ledger.link(options.expansionId, linking);
  };
  const note = async (call: Call, record: LedgerRecord, reused: boolean): Promise<void> => {
    links.push({ key: call.key, hash: record.hash, reused });
    if (call.kind !== 'search' || links.length >= (options.groupSize ?? 16)) await flush();
  };

  return {
    once: async (call, ask) => {
      const shared = options.cache === 'reuse' && call.shareable;
      const hash = shared ? callHash(call) : ownHash(call, options.expansionId);
      const recorded = own.get(call.key);
      if (recorded?.hash === hash) {
        tally.reusedCalls++;
        return { answer: recorded.answer, hash };
      }
      const known = shared ? (await options.ledger.get([hash])).get(hash) : undefined;
      if (known) {
        tally.reusedCalls++;
        await note(call, known, true);
        return { answer: known.answer, hash };
      }
      checkBudget(options.limits, tally, (options.clock.now() - startedAt) / 1000);
      const before = options.clock.now();
      const answered = await ask();
      const record = toRecord(call, hash, answered, options.clock.now() - before);
      tally.calls++;
      tally.promptTokens += record.promptTokens;
      tally.completionTokens += record.completionTokens;
      tally.costMicroUsd = record.costMicroUsd === null || tally.costMicroUsd === null ? null : tally.costMicroUsd + record.costMicroUsd;
      if (shared || options.expansionId) entries.push(record);
      await note(call, record, false);
      return { answer: record.answer, hash: record.hash };
    },
    tally: (): CallTally => ({ ...tally }),
    flush,
  };
}

/** An answer that is not shared between runs is kept under the run and the step as well as under what was asked. */
function ownHash(call: Call, expansionId: string | undefined): string {
  return sha256Hex(`${callHash(call)}\n${expansionId ?? 'no run'}\n${call.key}`);
}

function toRecord(call: Call, hash: string, answered: CallAnswer, latencyMs: number): LedgerRecord {
  return {
    hash,
    kind: call.kind,
    model: call.model,
    request: call.request,
    answer: answered.answer,
    promptTokens: answered.usage?.promptTokens ?? 0,
    completionTokens: answered.usage?.completionTokens ?? 0,
    costMicroUsd: answered.usage ? answered.usage.costMicroUsd : 0,
    latencyMs: Math.max(0, Math.round(latencyMs)),
    attempts: answered.attempts ?? 1,
  };
}

function checkBudget(limits: ExpansionConfig['limits'], tally: CallTally, seconds: number): void {
  if (tally.calls >= limits.maxCalls) throw new BudgetReachedError('maxCalls', tally.calls, limits.maxCalls);
  if (tally.promptTokens + tally.completionTokens >= limits.maxTokens)
    throw new BudgetReachedError('maxTokens', tally.promptTokens + tally.completionTokens, limits.maxTokens);
  if (limits.maxCostMicroUsd !== null && (tally.costMicroUsd ?? 0) >= limits.maxCostMicroUsd)
    throw new BudgetReachedError('maxCostMicroUsd', tally.costMicroUsd ?? 0, limits.maxCostMicroUsd);
  if (seconds >= limits.maxSeconds) throw new BudgetReachedError('maxSeconds', Math.round(seconds), limits.maxSeconds);
}
