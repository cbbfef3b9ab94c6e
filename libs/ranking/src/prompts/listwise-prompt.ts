import { oneLine } from './one-line.js';

/** Version of the wording of {@link listwisePrompt}; part of every ledger key and of every adapter's card. */
export const LISTWISE_PROMPT_VERSION = 'listwise-2';

/** What the model goes on with, after a space, when no candidate is of the same kind as the set. */
export const NONE_BELONG_ANSWER = 'none of these';

/** Characters of a description that the model sees; the rest takes time (about 320 tokens a second on two cores) and says little more. */
export const DESCRIPTION_LIMIT = 80;

/** What a listwise prompt shows of an entity. Both texts are untrusted. */
export interface PromptEntity {
  readonly name: string;
  readonly description?: string;
}

/** The parts of a listwise prompt, each in the order in which the model sees it. */
export interface ListwisePromptParts {
  readonly seeds: readonly PromptEntity[];
  readonly negativeSeeds: readonly PromptEntity[];
  readonly members: readonly PromptEntity[];
}

/**
 * The prompt that adapters are trained on and that judges with an adapter ask: an entity a line, its description after a colon. The model goes on
 * with " name" of a candidate or with {@link NONE_BELONG_ANSWER}.
 *
 * White space and control characters in names and descriptions become single spaces, so that no text of a base can start a line that looks like
 * another candidate, end the list, or open a part of its own.
 */
export function listwisePrompt({ seeds, negativeSeeds, members }: ListwisePromptParts): string {
  const parts = [['Set:', seeds] as const, ['Not of this kind:', negativeSeeds] as const, ['Candidates:', members] as const];
  const lines = parts.flatMap(([title, entities]) => (entities.length > 0 ? [title, ...entities.map(entityLine)] : []));
  return [...lines, 'Of the same kind as the set, best first:'].join('\n');
}

function entityLine({ name, description }: PromptEntity): string {
  const said = description === undefined ? '' : shortened(oneLine(description));
  return said === '' ? oneLine(name) : `${oneLine(name)}: ${said}`;
}

/** The first words that fit into {@link DESCRIPTION_LIMIT} characters; a first word that does not fit is cut. */
function shortened(text: string): string {
  if (text.length <= DESCRIPTION_LIMIT) return text;
  const end = text.lastIndexOf(' ', DESCRIPTION_LIMIT);
  // By code points, so that no character is cut in half.
  return end > 0 ? text.slice(0, end) : [...text].slice(0, DESCRIPTION_LIMIT).join('');
}
