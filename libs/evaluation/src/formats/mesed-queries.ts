import { numberedLines, rejectedLine } from './format-issue.js';
import type { FormatIssue } from './format-issue.js';

/** One query of a MESED class. */
export interface MesedQuery {
  /** Position in the file from 0, by which results are averaged. A rejected line keeps its position, so that the queries after it do not move up. */
  readonly queryIndex: number;
  readonly line: number;
  /** Entity ids in the order of the file, at least one, all different. */
  readonly seedIds: readonly string[];
}

/** Why a line of a query file was rejected. */
export type MesedQueryIssueCode = 'blank-line' | 'malformed-id' | 'repeated-seed' | 'wrong-seed-count';

/** A `query/<class>.txt` or `query_seed=5/<class>.txt` file, read. */
export interface MesedQueryFile {
  readonly queries: readonly MesedQuery[];
  readonly issues: readonly FormatIssue<MesedQueryIssueCode>[];
  /** The 1-based number of the line `EXIT`, or `null` when the file has none. */
  readonly exitLine: number | null;
  /** Lines behind `EXIT`, which are not part of the queries by the definition of the format. */
  readonly linesAfterExit: number;
}

const ENTITY_ID = /^\d+$/;

/**
 * Parses the queries of one MESED class: a query a line, entity ids separated by spaces, up to a line `EXIT`.
 *
 * @param text The content of the file.
 * @param expectedSeedCount The number of seeds that every query must have (3 or 5 in MESED); any number from 1 when left out.
 */
export function parseMesedQueries(text: string, expectedSeedCount?: number): MesedQueryFile {
  const lines = numberedLines(text);
  const exitIndex = lines.findIndex((at) => at.text.trim() === 'EXIT');
  const queries: MesedQuery[] = [];
  const issues: FormatIssue<MesedQueryIssueCode>[] = [];
  let queryIndex = 0;
  for (const at of exitIndex === -1 ? lines : lines.slice(0, exitIndex)) {
    const seedIds = at.text.trim() === '' ? [] : at.text.trim().split(/\s+/);
    if (seedIds.length === 0) {
      issues.push(rejectedLine(at, 'blank-line', 'The line is blank; it holds no query and takes up no query index.'));
      continue;
    }
    const problem = problemOf(seedIds, expectedSeedCount);
    if (problem === undefined) queries.push({ queryIndex, line: at.line, seedIds });
    else issues.push(rejectedLine(at, ...problem));
    queryIndex += 1;
  }
  return {
    queries,
    issues,
    exitLine: exitIndex === -1 ? null : exitIndex + 1,
    linesAfterExit: exitIndex === -1 ? 0 : lines.length - exitIndex - 1,
  };
}

function problemOf(seedIds: readonly string[], expectedSeedCount: number | undefined): [MesedQueryIssueCode, string] | undefined {
  const malformed = seedIds.find((id) => !ENTITY_ID.test(id));
  if (malformed !== undefined) return ['malformed-id', `"${malformed}" is not an entity id, which is a whole number.`];
  const repeated = seedIds.find((id, index) => seedIds.indexOf(id) !== index);
  if (repeated !== undefined) return ['repeated-seed', `Seed ${repeated} occurs twice in the query.`];
  if (expectedSeedCount !== undefined && seedIds.length !== expectedSeedCount) {
    return ['wrong-seed-count', `The query has ${seedIds.length} seeds instead of ${expectedSeedCount}.`];
  }
  return undefined;
}
