/** A request is longer than the model's context. */
export class ContextOverflowError extends RangeError {
  override readonly name = 'ContextOverflowError';
  readonly code = 'CONTEXT_OVERFLOW';
  constructor(
    readonly tokens: number,
    readonly contextSize: number,
  ) {
    super(
      `The prompt and the path have ${tokens} tokens, but the context holds ${contextSize}. Use fewer or shorter examples, or load the model with a larger contextSize.`,
    );
  }
}
