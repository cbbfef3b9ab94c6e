import type { LedgerRecord } from '../model.js';

/** All model calls, content-addressed. */
export interface Ledger {
  get(hashes: readonly string[]): Promise<ReadonlyMap<string, LedgerRecord>>;
  /** Stores entries; one that exists already is left as it is. */
  put(entries: readonly LedgerRecord[]): Promise<void>;
  /** Notes that a run used entries under these keys ("search:00017", "judge:00003:1"); repeating it changes nothing. */
  link(expansionId: string, calls: readonly { key: string; hash: string; reused: boolean }[]): Promise<void>;
  /** All calls of a run by key: what replay reads. */
  callsOf(expansionId: string): Promise<ReadonlyMap<string, LedgerRecord>>;
}
