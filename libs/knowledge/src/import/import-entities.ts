import { InvalidInputError } from '../errors.js';
import type { ImportRow, KnowledgeBaseRow, Rejection } from '../model.js';
import type { Actor, KnowledgeStore } from '../ports/knowledge-store.js';
import { nameProblem } from '../text/name-problem.js';
import type { SourceRow } from './entity-row.js';
import { ImportTally } from './import-tally.js';
import type { ImportProgress } from './import-tally.js';
import type { ImportedEntity } from './imported-entity.js';
import { untilAborted } from './until-aborted.js';
import { rejection, validateRow } from './validate-row.js';

/** Rows that are written in one transaction. */
export const IMPORT_BATCH_ROWS = 500;

export interface ImportEntitiesInput {
  readonly baseSlug: string;
  /** Given when the base is to be created if there is none of that slug. */
  readonly newBase?: { readonly name: string; readonly description?: string; readonly licence?: string };
  /** Where the entities come from; with the external id it makes the entity. Two files of the same source update the same entities. */
  readonly source: string;
  readonly fileName?: string;
  readonly fileSha256?: string;
  readonly actor: Actor;
  readonly rows: AsyncIterable<SourceRow>;
}

export interface ImportEntitiesOptions {
  /** Stops after the rows read so far are written; the import is then INTERRUPTED and importing the same file again completes it. */
  readonly signal?: AbortSignal;
  /** Called after each batch. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
  readonly batchRows?: number;
}

export interface ImportResult {
  readonly import: ImportRow;
  readonly base: KnowledgeBaseRow;
  /** The first rejections, at most 20; the store keeps all. */
  readonly firstRejections: readonly Rejection[];
  readonly rowsPerSecond: number;
}

type Rows = ReturnType<typeof untilAborted<SourceRow>>;

/**
 * Imports rows into a base: each becomes an entity or a rejection with its reason, so that written + rejected = read. Importing the same rows
 * again changes nothing. A source that cannot be read at all (no heading, say) leaves no trace.
 * @throws UnknownBaseError, InvalidInputError, and what the source or the store throws; the import is then marked FAILED and keeps its written batches
 */
export async function importEntities(
  store: KnowledgeStore,
  input: ImportEntitiesInput,
  options: ImportEntitiesOptions = {},
): Promise<ImportResult> {
  checkInput(input);
  const rows = untilAborted(input.rows, options.signal);
  let first: Awaited<ReturnType<Rows['next']>>;
  let base: KnowledgeBaseRow;
  let started: ImportRow;
  let end: 'ended' | 'aborted';
  const tally = new ImportTally(options.now ?? (() => performance.now()));
  try {
    first = await rows.next();
    base = input.newBase
      ? await store.ensureBase({ slug: input.baseSlug, ...input.newBase }, input.actor)
      : await store.baseBySlug(input.baseSlug);
    started = await store.startImport({ baseId: base.id, source: input.source, ...fileOf(input) }, input.actor);
  } catch (error) {
    await rows.return('ended');
    throw error;
  }
  try {
    end = await writeRows(store, started.id, first, rows, tally, input, options);
  } catch (error) {
    // The error that ended the import is the one to report, even when marking it fails too.
    await store.finishImport(started.id, 'FAILED', tally.elapsedMs(), input.actor).catch(() => undefined);
    throw error;
  } finally {
    await rows.return('ended');
  }
  const status = end === 'aborted' ? 'INTERRUPTED' : 'COMPLETED';
  const finished = await store.finishImport(started.id, status, tally.elapsedMs(), input.actor);
  return { import: finished, base, firstRejections: tally.firstRejections, rowsPerSecond: tally.progress().rowsPerSecond };
}

async function writeRows(
  store: KnowledgeStore,
  importId: string,
  first: Awaited<ReturnType<Rows['next']>>,
  rest: Rows,
  tally: ImportTally,
  scope: { baseSlug: string; source: string },
  { onProgress, batchRows = IMPORT_BATCH_ROWS }: ImportEntitiesOptions,
): Promise<'ended' | 'aborted'> {
  const lineOfId = new Map<string, number>();
  let entities: ImportedEntity[] = [];
  let rejections: Rejection[] = [];
  const flush = async (): Promise<void> => {
    const batch = { entities, rejections, rowsRead: entities.length + rejections.length };
    tally.add(await store.writeImportBatch(importId, batch), batch);
    entities = [];
    rejections = [];
    onProgress?.(tally.progress());
  };
  let next = first;
  for (; !next.done; next = await rest.next()) {
    const row = next.value;
    const checked = validateRow(row, scope);
    if ('rejection' in checked) rejections.push(checked.rejection);
    else {
      const { entity } = checked;
      const earlier = lineOfId.get(entity.id);
      if (earlier === undefined) {
        lineOfId.set(entity.id, row.line);
        entities.push(entity);
      } else rejections.push(rejection(row, duplicateReason(row, entity, earlier), 'id'));
    }
    if (entities.length + rejections.length >= batchRows) await flush();
  }
  if (entities.length + rejections.length > 0) await flush();
  return next.value;
}

function duplicateReason(row: SourceRow, entity: ImportedEntity, earlier: number): string {
  const byName = row.kind === 'row' && (row.externalId === undefined || row.externalId === null || row.externalId === '');
  return byName
    ? `The name "${entity.name}" is already on line ${earlier}; give the rows ids if they are two entities.`
    : `The id "${entity.externalId}" is already on line ${earlier}.`;
}

function checkInput({ baseSlug, source, newBase }: ImportEntitiesInput): void {
  if (newBase && !/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(baseSlug)) {
    throw new InvalidInputError('base', baseSlug, 'the short name of a base is made of a–z, 0–9 and single hyphens');
  }
  const problem = nameProblem(source);
  if (problem) throw new InvalidInputError('source', source, `the source ${problem}`);
  const baseProblem = newBase && nameProblem(newBase.name);
  if (newBase && baseProblem) throw new InvalidInputError('base.name', newBase.name, `the name of the base ${baseProblem}`);
}

function fileOf({ fileName, fileSha256 }: ImportEntitiesInput): { fileName?: string; fileSha256?: string } {
  return { ...(fileName !== undefined && { fileName }), ...(fileSha256 !== undefined && { fileSha256 }) };
}
