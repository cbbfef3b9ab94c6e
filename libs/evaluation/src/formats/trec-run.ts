import { EvaluationError } from '../evaluation-error.js';
import { finiteNumber } from '../numeric-checks.js';
import { parseDecimal } from './decimal.js';
import { keptLine, numberedLines, rejectedLine } from './format-issue.js';
import type { FormatIssue, NumberedLine } from './format-issue.js';
import { compareCodePoints, joinLines, trecField } from './trec-field.js';

/** One entity in a ranking. */
export interface RankedEntity {
  readonly entityId: string;
  readonly score: number;
}

/** The ranking of one query, best first. */
export interface RankedQuery {
  readonly queryId: string;
  readonly ranking: readonly RankedEntity[];
}

/** What {@link writeTrecRun} writes. */
export interface TrecRunInput {
  /** Names the method; the last field of every line. */
  readonly tag: string;
  readonly queries: readonly RankedQuery[];
  /** `own` writes the scores given; `rank` writes n, n − 1, …, 1, which no program can order differently. */
  readonly scores: 'own' | 'rank';
}

/** What is noteworthy about a line of a run file. `rank-disagrees` and `another-tag` lines are kept. */
export type TrecRunIssueCode =
  'blank-line' | 'wrong-field-count' | 'malformed-rank' | 'malformed-score' | 'repeated-entity' | 'another-tag' | 'rank-disagrees';

/** A run file, read. */
export interface TrecRun {
  /** The tag of the first line; `null` for a file without any. */
  readonly tag: string | null;
  /** In the order in which the queries first occur, each ranked as trec_eval ranks it. */
  readonly queries: readonly RankedQuery[];
  readonly issues: readonly FormatIssue<TrecRunIssueCode>[];
}

/**
 * Writes a TREC run, `query Q0 entity rank score tag` a line.
 *
 * trec_eval ignores the rank: it sorts by score, held in single precision, and breaks ties by entity id. Scores that do not keep the given order under that
 * rule are refused rather than written, as the file would then say something else than the run did.
 *
 * @throws {EvaluationError} `AMBIGUOUS_ORDER` for own scores that do not strictly fall in single precision, `UNWRITABLE_FIELD` for ids or a tag that the format
 *   cannot hold, `DUPLICATE_QUERY` for a query that occurs twice, `INVALID_NUMBER` for a score that is not finite.
 */
export function writeTrecRun({ tag, queries, scores }: TrecRunInput): string {
  trecField('tag', tag);
  const written = new Set<string>();
  const lines = queries.flatMap(({ queryId, ranking }) => {
    trecField('queryId', queryId);
    if (written.has(queryId)) throw repeatedQuery(queryId);
    written.add(queryId);
    if (scores === 'own') assertFalling(queryId, ranking);
    return ranking.map(({ entityId, score }, index) => {
      const value = scores === 'own' ? score : ranking.length - index;
      return `${queryId} Q0 ${trecField('entityId', entityId)} ${index + 1} ${value} ${tag}`;
    });
  });
  return joinLines(lines);
}

function assertFalling(queryId: string, ranking: readonly RankedEntity[]): void {
  ranking.forEach(({ entityId, score }, index) => {
    finiteNumber(`score of ${entityId} for ${queryId}`, score);
    const before = ranking[index - 1];
    if (before === undefined || Math.fround(before.score) > Math.fround(score)) return;
    throw new EvaluationError({
      code: 'AMBIGUOUS_ORDER',
      field: `score of ${entityId} for ${queryId}`,
      value: score,
      problem: `it is not lower in single precision than that of ${before.entityId} one rank above (${before.score}), so trec_eval would choose the order itself`,
      remedy: "Write the run with scores: 'rank', which keeps the order and leaves the scores out.",
    });
  });
}

function repeatedQuery(queryId: string): EvaluationError {
  return new EvaluationError({
    code: 'DUPLICATE_QUERY',
    field: 'queries',
    value: queryId,
    problem: 'the query occurs twice, and trec_eval would mix the two rankings',
    remedy: 'Write each query of a run once.',
  });
}

interface RunLine extends RankedEntity {
  readonly at: NumberedLine;
  readonly rank: number;
}

/**
 * Parses a TREC run and ranks every query as trec_eval does: by falling score in single precision, ties by entity id, the greater first. Of several lines about one
 * entity and query the first counts. A query whose rank column tells another order is reported at the first line that does.
 *
 * @param text The content of the file.
 */
export function parseTrecRun(text: string): TrecRun {
  const issues: FormatIssue<TrecRunIssueCode>[] = [];
  const byQuery = new Map<string, Map<string, RunLine>>();
  let tag: string | null = null;
  for (const at of numberedLines(text)) {
    const fields = at.text.trim().split(/\s+/);
    const problem = problemOf(fields);
    if (problem !== undefined) {
      issues.push(rejectedLine(at, ...problem));
      continue;
    }
    const [queryId = '', , entityId = '', rank, score, lineTag = ''] = fields;
    const lines = byQuery.get(queryId) ?? new Map<string, RunLine>();
    const earlier = lines.get(entityId);
    if (earlier !== undefined) {
      issues.push(rejectedLine(at, 'repeated-entity', `Line ${earlier.at.line} already ranks ${entityId} for ${queryId}.`));
      continue;
    }
    byQuery.set(queryId, lines.set(entityId, { at, entityId, rank: Number(rank), score: Number(score) }));
    tag ??= lineTag;
    if (lineTag !== tag) issues.push(keptLine(at, 'another-tag', `The line is tagged ${lineTag}, those before it ${tag}.`));
  }
  const queries = [...byQuery].map(([queryId, lines]) => {
    const ranked = [...lines.values()].sort(asTrecEval);
    issues.push(...rankDisagreement(ranked));
    return { queryId, ranking: ranked.map(({ entityId, score }) => ({ entityId, score })) };
  });
  return { tag, queries, issues: issues.sort((a, b) => a.line - b.line) };
}

function problemOf(fields: readonly string[]): [TrecRunIssueCode, string] | undefined {
  const [queryId, , , rank = '', score = ''] = fields;
  if (queryId === '') return ['blank-line', 'The line is blank.'];
  if (fields.length !== 6)
    return ['wrong-field-count', `The line has ${fields.length} fields instead of 6: query, Q0, entity, rank, score, tag.`];
  if (!/^\d+$/.test(rank)) return ['malformed-rank', `"${rank}" is not a rank, which is a whole number.`];
  if (parseDecimal(score) === undefined) return ['malformed-score', `"${score}" is not a score, which is a decimal number.`];
  return undefined;
}

function asTrecEval(a: RunLine, b: RunLine): number {
  return Math.fround(b.score) - Math.fround(a.score) || compareCodePoints(b.entityId, a.entityId);
}

function rankDisagreement(ranked: readonly RunLine[]): FormatIssue<TrecRunIssueCode>[] {
  const culprit = ranked.find((line, index) => index > 0 && line.rank <= (ranked[index - 1]?.rank ?? 0));
  if (culprit === undefined) return [];
  const message = `By the scores ${culprit.entityId} comes later than by its rank ${culprit.rank}; the scores count.`;
  return [keptLine(culprit.at, 'rank-disagrees', message)];
}
