import type { Actor } from '@etcetera/knowledge';
import type {
  ExpansionActual,
  ExpansionConfig,
  ExpansionPlan,
  ExpansionResult,
  ExpansionRun,
  ExpansionStatus,
  JudgementRecord,
  ProgressEvent,
  UsedModel,
  Warning,
} from '../model.js';

/** Proof of a claim; every write of a run carries it and is refused (StaleClaimError) when a newer claim exists. */
export interface Claim {
  readonly expansionId: string;
  readonly fence: number;
}

/** Storage of runs. */
export interface ExpansionStore {
  /** Stores a QUEUED run and its audit event in one transaction. */
  create(
    input: {
      id: string;
      baseId: string;
      seedIds: readonly string[];
      negativeSeedIds: readonly string[];
      config: ExpansionConfig;
      configHash: string;
      plan: ExpansionPlan;
      warnings: readonly Warning[];
      models: readonly UsedModel[];
      codeVersion: string;
      parentId?: string;
    },
    actor: Actor,
  ): Promise<ExpansionRun>;
  byId(id: string): Promise<ExpansionRun | undefined>;
  /**
   * Claims a run by one conditional update that raises its fence: QUEUED runs, and runs at work whose heartbeat is older than
   * `staleAfterMs`. Returns undefined when there is nothing to claim (or `id` is not claimable).
   */
  claim(worker: string, staleAfterMs: number, id?: string): Promise<{ run: ExpansionRun; claim: Claim } | undefined>;
  /** Keeps the claim alive; tells whether somebody asked to cancel. @throws StaleClaimError */
  heartbeat(claim: Claim): Promise<{ cancelRequested: boolean }>;
  /** Ids of runs that a worker could claim now, oldest first. */
  claimable(staleAfterMs: number, limit: number): Promise<readonly string[]>;
  setStatus(claim: Claim, status: Extract<ExpansionStatus, 'SAMPLING' | 'RANKING'>, facts: { vocabularyHash?: string }): Promise<void>;
  saveJudgement(claim: Claim, judgement: JudgementRecord): Promise<void>;
  judgements(expansionId: string): Promise<readonly JudgementRecord[]>;
  /** Appends a progress event; the next free sequence number is given to it. */
  appendEvent(claim: Claim, event: Omit<ProgressEvent, 'sequence'>): Promise<ProgressEvent>;
  eventsAfter(expansionId: string, sequence: number): Promise<readonly ProgressEvent[]>;
  /** Result, candidates, actual figures, status and audit event in one transaction. */
  complete(
    claim: Claim,
    outcome: { result: ExpansionResult; resultJson: string; resultSha256: string; actual: ExpansionActual; warnings: readonly Warning[] },
  ): Promise<void>;
  /** Ends or pauses a run with a reason a person can act on. */
  stop(
    claim: Claim,
    status: Extract<ExpansionStatus, 'FAILED' | 'CANCELLED' | 'PAUSED'>,
    reason: { code: string; message: string },
    actual: ExpansionActual,
  ): Promise<void>;
  /** Gives a claim back untouched (orderly shutdown): the run is QUEUED again. */
  release(claim: Claim): Promise<void>;
  /** Asks a running run to stop; a QUEUED one is CANCELLED at once. Audit event in the same transaction. */
  requestCancel(id: string, actor: Actor): Promise<ExpansionRun | undefined>;
}

/** A write came from a worker whose claim has been taken over. */
export class StaleClaimError extends Error {
  override readonly name = 'StaleClaimError';
  readonly code = 'STALE_CLAIM';
  constructor(readonly claim: Claim) {
    super(`Expansion ${claim.expansionId}: claim ${claim.fence} has been taken over by another worker; this write was refused.`);
  }
}
