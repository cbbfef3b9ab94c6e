import type { JsonValue, Usage } from '@etcetera/ranking';
import type { LedgerRecord } from '../model.js';

/** What is asked of the outside, in a form that can be hashed. */
export interface Call {
  /** Name of the step within the run, e.g. "search:00017", "judge:00003:1". */
  readonly key: string;
  readonly kind: LedgerRecord['kind'];
  readonly model: string;
  readonly request: JsonValue;
  /** False for answers that depend on more than the request (they are recorded, but never shared between runs). */
  readonly shareable: boolean;
}

/** An answer, and what it took. */
export interface CallAnswer {
  readonly answer: JsonValue;
  readonly usage?: Usage;
  readonly attempts?: number;
}

/** Counters of a run. */
export interface CallTally {
  readonly calls: number;
  readonly reusedCalls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** null as soon as one call's price is not known. */
  readonly costMicroUsd: number | null;
}

/**
 * The one door to everything that is not pure: a run asks through it, so that each answer is recorded and a replay can answer from the record.
 */
export interface Calls {
  once(call: Call, ask: () => Promise<CallAnswer>): Promise<{ readonly answer: JsonValue; readonly hash: string }>;
  tally(): CallTally;
  /** Writes out what is still buffered. */
  flush(): Promise<void>;
}

/** A number in the name of a step, with leading zeros: names then sort as the steps came. */
export const stepNumber = (step: number): string => String(step).padStart(5, '0');
