import { oneLine } from './one-line.js';

/** Version of the wording of {@link judgingPrompt}; part of every ledger key. */
export const JUDGING_PROMPT_VERSION = 'constrained-1';

/** The listwise prompt of a constrained judgement: the model goes on with " name". */
export function judgingPrompt(setNames: readonly string[], memberNames: readonly string[]): string {
  return `Set: ${setNames.join(', ')}\nCandidates: ${memberNames.join(', ')}\nCandidates of the same kind as the set, best first:`;
}

/** Version of the wording of {@link firstTokenPrompt}; part of every ledger key. */
export const FIRST_TOKEN_PROMPT_VERSION = 'first-token-1';

/**
 * The prompt of a first-token judgement: the members stand under labels, and the model goes on with the label of one of them. Names are data of
 * strangers: white space and control characters in them become single spaces, so that no name can start a line that looks like another member.
 */
export function firstTokenPrompt(
  setNames: readonly string[],
  members: readonly { readonly label: string; readonly name: string }[],
): string {
  const lines = members.map(({ label, name }) => `${label}. ${oneLine(name)}`);
  return `Set: ${setNames.map(oneLine).join(', ')}\nCandidates:\n${lines.join('\n')}\nLabel of the candidate that is most of the same kind as the set:`;
}
