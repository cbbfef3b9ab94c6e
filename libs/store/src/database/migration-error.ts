/** Why migrations cannot be applied. */
export type MigrationErrorCode = 'FOLDER_UNREADABLE' | 'CHANGED_AFTER_APPLYING' | 'FAILED_EARLIER' | 'FAILED' | 'UNKNOWN_APPLIED';

/** A migration cannot be applied. Nothing of the named migration was kept. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';

  constructor(
    readonly code: MigrationErrorCode,
    /** Folder name of the migration, or the folder of all of them when none can be named. */
    readonly migration: string,
    problem: string,
    /** What the operator should do. */
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${problem} ${remedy}`, options);
  }
}
