import { KnowledgeError } from '../errors.js';

/** An embedder answered with something that is not one vector for each text. Nothing of that answer is stored. */
export class EmbedderOutputError extends KnowledgeError {
  readonly code = 'EMBEDDER_OUTPUT';
  constructor(
    readonly model: string,
    problem: string,
  ) {
    super(
      `The embedder "${model}" ${problem}. Check that the model file or endpoint is the one that is configured; the vectors stored so far are kept.`,
    );
  }
}
