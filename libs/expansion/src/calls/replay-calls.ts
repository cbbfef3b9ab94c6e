import type { LedgerRecord } from '../model.js';
import { ReplayError } from '../services.js';
import type { Calls } from './calls.js';

/** Answers from the record of a run, by step; asks nobody. */
export function createReplayCalls(recorded: ReadonlyMap<string, LedgerRecord>): Calls & { readonly used: () => number } {
  const used = new Set<string>();
  return {
    once: (call) => {
      const record = recorded.get(call.key);
      if (!record)
        return Promise.reject(new ReplayError(`The answer of step "${call.key}" is not in the ledger: this run cannot be replayed.`));
      used.add(call.key);
      return Promise.resolve({ answer: record.answer, hash: record.hash });
    },
    tally: () => ({ calls: 0, reusedCalls: used.size, promptTokens: 0, completionTokens: 0, costMicroUsd: 0 }),
    flush: () => Promise.resolve(),
    used: () => used.size,
  };
}
