/** Something that was taken as meant, and that the asker should know. */
export interface Warning {
  readonly code: 'SINGLE_SEED' | 'DUPLICATE_SEED' | 'DUPLICATE_NEGATIVE_SEED';
  readonly message: string;
}
