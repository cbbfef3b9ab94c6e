/** Why a database cannot be used. */
export type DatabaseErrorCode =
  | 'URL_INVALID'
  | 'UNREACHABLE'
  | 'AUTHENTICATION_FAILED'
  | 'DATABASE_MISSING'
  | 'SERVER_TOO_OLD'
  | 'EXTENSION_MISSING'
  | 'EXTENSION_TOO_OLD'
  | 'DATA_DIRECTORY_UNUSABLE';

/** The database cannot be opened; the message says what is wrong and what to do about it. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  constructor(
    readonly code: DatabaseErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
