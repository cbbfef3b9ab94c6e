import type { Judgement } from '../judging/judgement.js';
import { RankingError } from '../ranking-error.js';
import type { Procedure, ProcedureOutcome } from './procedure.js';

/** What a procedure took. */
export interface ProcedureRun extends ProcedureOutcome {
  /** Short lists judged. */
  readonly calls: number;
  /** Rounds that had to wait for each other: the depth of the call graph. */
  readonly rounds: number;
  /** Members shown, over all lists: what tokens grow with. */
  readonly shown: number;
}

export interface RunProcedureOptions {
  /** Short lists that are judged at the same time; has no influence on the result. Unlimited by default. */
  readonly concurrency?: number;
  /** Called after each round. */
  readonly onRound?: (round: { readonly index: number; readonly calls: number }) => void;
  readonly signal?: AbortSignal;
}

/**
 * Drives a procedure with a judge.
 * @param judge judges one short list; `listIndex` counts over all rounds.
 * @throws RankingError `UNMATCHED_JUDGEMENTS` when a judgement is not about the list that was asked; what `judge` throws; the signal's reason.
 */
export async function runProcedure(
  procedure: Procedure,
  judge: (memberIds: readonly string[], listIndex: number) => Promise<Judgement>,
  options: RunProcedureOptions = {},
): Promise<ProcedureRun> {
  let [calls, rounds, shown] = [0, 0, 0];
  let next = procedure.next();
  while (!next.done) {
    const lists = next.value;
    const judgements: Judgement[] = [];
    const together = options.concurrency ?? Math.max(1, lists.length);
    for (let start = 0; start < lists.length; start += together) {
      options.signal?.throwIfAborted();
      const part = lists.slice(start, start + together);
      judgements.push(...(await Promise.all(part.map((list, offset) => judge(list, calls + start + offset)))));
    }
    lists.forEach((list, i) => requireMatch(list, judgements[i]));
    calls += lists.length;
    shown += lists.reduce((sum, list) => sum + list.length, 0);
    options.onRound?.({ index: rounds, calls });
    rounds++;
    next = procedure.next(judgements);
  }
  return { ...next.value, calls, rounds, shown };
}

function requireMatch(list: readonly string[], judgement: Judgement | undefined): void {
  const members = new Set(list);
  const stranger = [...(judgement?.shownIds ?? []), ...(judgement?.rankedIds ?? [])].find((id) => !members.has(id));
  if (judgement && stranger === undefined) return;
  throw new RankingError({
    code: 'UNMATCHED_JUDGEMENTS',
    field: 'judgement',
    value: stranger ?? null,
    problem: 'the judgement is not about the short list that was asked',
    remedy: 'Answer each short list with a judgement of its members.',
  });
}
