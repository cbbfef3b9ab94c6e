import { requireDistinct } from '../ranking-error.js';
import type { JudgementIssue, ReadJudgement } from './list-judge.js';

/** An answer reduced to the labels it named, best first. */
export interface LabelledAnswer {
  /** Labels as answered, in order. */
  readonly labels: readonly string[];
  /** True when the model said that no member belongs. */
  readonly noneBelong?: boolean;
  /** The labels that were shown, and the entity behind each; one label an entity. */
  readonly labelToId: ReadonlyMap<string, string>;
  /** Issues that were found before the labels were read (code fences, text around the JSON). */
  readonly issues?: readonly JudgementIssue[];
}

/** Detail of the `unparsable` issue of an answer that says "none belong" beside labels of the list. */
export const CONTRADICTION = 'the answer says that none belong and ranks some';

/** Characters of an unknown label that are kept: enough to see what the model meant. */
const LABEL_CHARACTERS = 80;

/**
 * The parsing policy, in one place.
 *
 * - A label counts only when it is one of the shown ones, character for character: another case, spaces around it, other digits or an entity
 *   id in its place are not guessed at. Labels that were not shown and repetitions are skipped and recorded; the first mention counts.
 * - All members ranked: `complete`. Some: `partial`; those left out are recorded and not put anywhere.
 * - No member ranked: `none-belong` if the model said so, otherwise `malformed`. An empty answer without that statement is never a vote.
 * - "None belong" beside labels of the list: the labels count, since the ranking says more than the flag, and the contradiction is recorded.
 *   Beside unknown labels only, the statement counts and the labels are recorded.
 * - A list of nobody has no answer that means anything: `malformed`.
 *
 * Identical issues that the caller has already recorded are not recorded twice. O(labels + members).
 * @throws RankingError `DUPLICATE_ID` when two labels stand for the same entity.
 */
export function parseJudgement(answer: LabelledAnswer): ReadJudgement {
  requireDistinct('labelToId', [...answer.labelToId.values()]);
  const issues: JudgementIssue[] = [...(answer.issues ?? [])];
  const rankedIds: string[] = [];
  const seen = new Set<string>();
  for (const label of answer.labels) {
    const id = answer.labelToId.get(label);
    if (id === undefined) issues.push({ kind: 'unknown-label', label: clipped(label) });
    else if (seen.has(label)) issues.push({ kind: 'repeated-label', label });
    else {
      seen.add(label);
      rankedIds.push(id);
    }
  }
  if (answer.noneBelong) {
    if (rankedIds.length === 0) return { outcome: answer.labelToId.size === 0 ? 'malformed' : 'none-belong', rankedIds, issues };
    if (!issues.some((issue) => issue.kind === 'unparsable' && issue.detail === CONTRADICTION))
      issues.push({ kind: 'unparsable', detail: CONTRADICTION });
  }
  for (const [label, entityId] of answer.labelToId) if (!seen.has(label)) issues.push({ kind: 'missing', entityId });
  if (rankedIds.length === 0) return { outcome: 'malformed', rankedIds, issues };
  return { outcome: rankedIds.length === answer.labelToId.size ? 'complete' : 'partial', rankedIds, issues };
}

/** By code points, so that no half of a surrogate pair is left at the end. */
function clipped(label: string): string {
  return [...label.slice(0, 2 * LABEL_CHARACTERS)].slice(0, LABEL_CHARACTERS).join('');
}
