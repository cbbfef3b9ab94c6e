import { parseDecimal } from './decimal.js';
import { numberedLines, rejectedLine } from './format-issue.js';
import type { FormatIssue } from './format-issue.js';

/** One labelled entity of a MESED class. */
export interface MesedLabel {
  readonly line: number;
  readonly entityId: string;
  readonly label: number;
  /** The label is at least 1. */
  readonly isPositive: boolean;
  /** Columns behind the label, which the format gives no meaning. */
  readonly furtherColumns: readonly string[];
}

/** Why a line of a ground-truth file was rejected. */
export type MesedGroundTruthIssueCode =
  'blank-line' | 'missing-column' | 'malformed-id' | 'malformed-label' | 'repeated-entity' | 'contradicting-label';

/** A `gt/<class>.txt` file, read. */
export interface MesedGroundTruth {
  readonly labels: readonly MesedLabel[];
  /** The ids of the positive entities, in the order of the file. */
  readonly goldIds: readonly string[];
  readonly issues: readonly FormatIssue<MesedGroundTruthIssueCode>[];
}

const ENTITY_ID = /^\d+$/;

/**
 * Parses the ground truth of one MESED class: TAB-separated, the entity id in the first column, its label in the second; positive from 1 upwards.
 * Of several lines about one entity the first counts.
 *
 * @param text The content of the file.
 */
export function parseMesedGroundTruth(text: string): MesedGroundTruth {
  const byEntity = new Map<string, MesedLabel>();
  const issues: FormatIssue<MesedGroundTruthIssueCode>[] = [];
  const reject = (...issue: Parameters<typeof rejectedLine<MesedGroundTruthIssueCode>>) => issues.push(rejectedLine(...issue));
  for (const at of numberedLines(text)) {
    if (at.text.trim() === '') {
      reject(at, 'blank-line', 'The line is blank.');
      continue;
    }
    const [entityId = '', labelText, ...furtherColumns] = at.text.split('\t').map((column) => column.trim());
    if (labelText === undefined) {
      reject(at, 'missing-column', 'The line has no TAB; expected an entity id, a TAB and a label.');
      continue;
    }
    const label = parseDecimal(labelText);
    const earlier = byEntity.get(entityId);
    if (!ENTITY_ID.test(entityId)) reject(at, 'malformed-id', `"${entityId}" is not an entity id, which is a whole number.`);
    else if (label === undefined) reject(at, 'malformed-label', `"${labelText}" is not a label, which is a number.`);
    else if (earlier === undefined) byEntity.set(entityId, { line: at.line, entityId, label, isPositive: label >= 1, furtherColumns });
    else if (earlier.label === label) reject(at, 'repeated-entity', `Entity ${entityId} has this label since line ${earlier.line}.`);
    else reject(at, 'contradicting-label', `Entity ${entityId} is labelled ${earlier.label} in line ${earlier.line}, which counts.`);
  }
  const labels = [...byEntity.values()];
  return { labels, goldIds: labels.filter((entry) => entry.isPositive).map((entry) => entry.entityId), issues };
}
