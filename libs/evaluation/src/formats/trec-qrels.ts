import { numberedLines, rejectedLine } from './format-issue.js';
import type { FormatIssue } from './format-issue.js';
import { joinLines, trecField } from './trec-field.js';
import { wholeNumber } from '../numeric-checks.js';

/** How relevant an entity is to a query; relevant from 1 upwards. */
export interface RelevanceLabel {
  readonly queryId: string;
  readonly entityId: string;
  /** A whole number; trec_eval takes negative ones for "not judged". */
  readonly relevance: number;
}

/** Why a line of a qrels file was rejected. */
export type TrecQrelsIssueCode = 'blank-line' | 'wrong-field-count' | 'malformed-relevance' | 'repeated-entity';

/** A qrels file, read. */
export interface TrecQrels {
  /** In the order of the file. */
  readonly labels: readonly RelevanceLabel[];
  readonly issues: readonly FormatIssue<TrecQrelsIssueCode>[];
}

/**
 * Writes TREC qrels, `query 0 entity relevance` a line, in the order given.
 *
 * @throws {EvaluationError} `UNWRITABLE_FIELD` for ids that the format cannot hold, `INVALID_NUMBER` for a relevance that is not a whole number.
 */
export function writeTrecQrels(labels: Iterable<RelevanceLabel>): string {
  return joinLines(
    Array.from(labels, ({ queryId, entityId, relevance }) => {
      wholeNumber(`relevance of ${entityId} to ${queryId}`, relevance, Number.MIN_SAFE_INTEGER);
      return `${trecField('queryId', queryId)} 0 ${trecField('entityId', entityId)} ${relevance}`;
    }),
  );
}

/**
 * Parses TREC qrels. The second field is an iteration that no program uses. Of several lines about one entity and query the first counts.
 *
 * @param text The content of the file.
 */
export function parseTrecQrels(text: string): TrecQrels {
  const labels: RelevanceLabel[] = [];
  const issues: FormatIssue<TrecQrelsIssueCode>[] = [];
  const lineOf = new Map<string, number>();
  for (const at of numberedLines(text)) {
    const fields = at.text.trim().split(/\s+/);
    const [queryId = '', , entityId = '', relevance = ''] = fields;
    const earlier = lineOf.get(`${queryId} ${entityId}`);
    if (queryId === '') issues.push(rejectedLine(at, 'blank-line', 'The line is blank.'));
    else if (fields.length !== 4) {
      issues.push(rejectedLine(at, 'wrong-field-count', `The line has ${fields.length} fields instead of 4: query, 0, entity, relevance.`));
    } else if (!/^-?\d+$/.test(relevance) || !Number.isSafeInteger(Number(relevance))) {
      issues.push(rejectedLine(at, 'malformed-relevance', `"${relevance}" is not a relevance, which is a whole number.`));
    } else if (earlier !== undefined) {
      issues.push(rejectedLine(at, 'repeated-entity', `Line ${earlier} already says how relevant ${entityId} is to ${queryId}.`));
    } else {
      lineOf.set(`${queryId} ${entityId}`, at.line);
      labels.push({ queryId, entityId, relevance: Number(relevance) });
    }
  }
  return { labels, issues };
}
