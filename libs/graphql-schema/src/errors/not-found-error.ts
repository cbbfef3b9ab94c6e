/** There is nothing of that id. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  readonly code = 'NOT_FOUND';
  constructor(
    readonly subject: string,
    readonly id: string,
  ) {
    super(`There is no ${subject} "${id}".`);
  }
}
