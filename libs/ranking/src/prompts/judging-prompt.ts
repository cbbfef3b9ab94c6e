/** Version of the wording below; part of every ledger key. */
export const JUDGING_PROMPT_VERSION = 'constrained-1';

/** The listwise prompt of a constrained judgement: the model goes on with " name". */
export function judgingPrompt(setNames: readonly string[], memberNames: readonly string[]): string {
  return `Set: ${setNames.join(', ')}\nCandidates: ${memberNames.join(', ')}\nCandidates of the same kind as the set, best first:`;
}
