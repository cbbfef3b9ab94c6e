/** A replay ended with other bytes than the run did. */
export class ReplayMismatchError extends Error {
  override readonly name = 'ReplayMismatchError';
  readonly code = 'REPLAY_MISMATCH';
  constructor(
    readonly expectedSha256: string,
    readonly actualSha256: string | null,
  ) {
    super(
      `The replay ended with other bytes than the run: expected sha256 ${expectedSha256}, got ${actualSha256}. Something that the run rests on has been altered.`,
    );
  }
}
