/**
 * What is wrong with a model file:
 * `missing` (not fetched yet), `corrupt` (size, checksum or contents are wrong), `unreachable` (no source delivered it),
 * `no-space` (the disk is full), `not-writable` (the folder refuses), `unreadable` (the file cannot be opened), `unknown-model`.
 */
export type ModelFileErrorCode = 'missing' | 'corrupt' | 'unreachable' | 'no-space' | 'not-writable' | 'unreadable' | 'unknown-model';

/** Where the error happened, as far as it is known. */
export interface ModelFileErrorContext {
  readonly modelId?: string;
  readonly path?: string;
  readonly cause?: unknown;
}

/** A model file cannot be had or used; the message says what is wrong and what to do about it. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
  readonly modelId: string | undefined;
  readonly path: string | undefined;

  constructor(
    readonly code: ModelFileErrorCode,
    problem: string,
    /** What the reader can do about it. */
    readonly remedy: string,
    context: ModelFileErrorContext = {},
  ) {
    super(`${problem} ${remedy}`, context.cause === undefined ? undefined : { cause: context.cause });
    this.modelId = context.modelId;
    this.path = context.path;
  }
}

const storageProblems: Readonly<Record<string, readonly [code: ModelFileErrorCode, problem: string, remedy: string]>> = {
  ENOSPC: ['no-space', 'The disk is full', 'Free some space or choose another folder (ETCETERA_MODELS_DIR), then pull again.'],
  EDQUOT: ['no-space', 'The disk quota is used up', 'Free some space or choose another folder (ETCETERA_MODELS_DIR), then pull again.'],
  EACCES: ['not-writable', 'The folder may not be written', 'Grant access or choose another folder (ETCETERA_MODELS_DIR).'],
  EPERM: ['not-writable', 'The folder may not be written', 'Grant access or choose another folder (ETCETERA_MODELS_DIR).'],
  EROFS: ['not-writable', 'The file system is read-only', 'Choose another folder (ETCETERA_MODELS_DIR).'],
  ENOTDIR: ['not-writable', 'The path of the models folder leads through a file', 'Choose another folder (ETCETERA_MODELS_DIR).'],
  EEXIST: ['not-writable', 'The models folder is a file', 'Choose another folder (ETCETERA_MODELS_DIR).'],
};

/** Trouble with the disk as ModelFileError; `undefined` for errors of any other kind. */
export function asStorageError(error: unknown, context: ModelFileErrorContext): ModelFileError | undefined {
  if (error instanceof ModelFileError) return error.code === 'no-space' || error.code === 'not-writable' ? error : undefined;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const known = storageProblems[code];
  if (!known) return undefined;
  const [kind, problem, remedy] = known;
  return new ModelFileError(kind, `${problem}${context.path ? ` (${context.path})` : ''}.`, remedy, { ...context, cause: error });
}
