import type { JudgementIssue, ReadJudgement } from './list-judge.js';

/** An answer reduced to the labels it named, best first. */
export interface LabelledAnswer {
  /** Labels as answered, in order. */
  readonly labels: readonly string[];
  /** True when the model said that no member belongs. */
  readonly noneBelong?: boolean;
  /** The labels that were shown, and the entity behind each. */
  readonly labelToId: ReadonlyMap<string, string>;
  /** Issues that were found before the labels were read (code fences, text around the JSON). */
  readonly issues?: readonly JudgementIssue[];
}

/**
 * The parsing policy, in one place. Labels that were not shown and repetitions are skipped and recorded; members that were left out are
 * recorded and not put anywhere: the judgement is then partial. No known label at all is malformed, unless the model said that none belong.
 * An empty answer without that statement is malformed, never a vote.
 */
export function parseJudgement(answer: LabelledAnswer): ReadJudgement {
  const issues: JudgementIssue[] = [...(answer.issues ?? [])];
  const rankedIds: string[] = [];
  const seen = new Set<string>();
  for (const label of answer.labels) {
    const id = answer.labelToId.get(label);
    if (id === undefined) issues.push({ kind: 'unknown-label', label: label.slice(0, 80) });
    else if (seen.has(label)) issues.push({ kind: 'repeated-label', label });
    else {
      seen.add(label);
      rankedIds.push(id);
    }
  }
  if (answer.noneBelong && rankedIds.length === 0) return { outcome: 'none-belong', rankedIds: [], issues };
  for (const [label, entityId] of answer.labelToId) if (!seen.has(label)) issues.push({ kind: 'missing', entityId });
  if (rankedIds.length === 0) return { outcome: 'malformed', rankedIds, issues };
  return { outcome: rankedIds.length === answer.labelToId.size ? 'complete' : 'partial', rankedIds, issues };
}
