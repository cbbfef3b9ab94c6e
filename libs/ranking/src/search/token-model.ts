/** Which model answered: part of every ledger key, and stored with every run. */
export interface ModelIdentity {
  /** Name as people know it, e.g. "SmolLM2-135M-Instruct Q4_1". */
  readonly name: string;
  /** sha256 of the weights, or the endpoint's model id when the weights are not ours to hash. */
  readonly fingerprint: string;
  /** "local" runs in this process; "remote" is an endpoint that may charge. */
  readonly kind: 'local' | 'remote';
}

/** One question to a language model: how likely is each of these tokens after this text? */
export interface StepRequest {
  /** Tokens of the prompt, the same array object for all steps of one prompt. */
  readonly prompt: readonly number[];
  /** Tokens after the prompt (the path in the prefix tree); may be empty. */
  readonly path: readonly number[];
  /** The tokens asked about. */
  readonly allowed: readonly number[];
}

/**
 * A language model that gives token log-probabilities.
 * The port of stage 1 (search under the prefix tree) and of constrained judging.
 */
export interface TokenModel {
  readonly identity: ModelIdentity;
  /** How many steps are answered together at the best speed; the search asks in batches of this size. */
  readonly batchSize: number;
  /** Longest prompt plus path, in tokens. */
  readonly contextSize: number;
  /** Tokens of a text without special tokens added. */
  tokenize(text: string): readonly number[];
  /**
   * Natural logarithms of the probabilities of `allowed`, over the full vocabulary (not renormalised),
   * one array a request, in the order of `allowed`.
   * @throws the signal's reason when cancelled.
   */
  logProbabilities(requests: readonly StepRequest[], signal?: AbortSignal): Promise<readonly Float64Array[]>;
  /**
   * A hint that changes no answer: what will probably be asked about this prompt after the next batch, the soonest first. A model that keeps
   * states of texts keeps those that the first of these paths go on from. To be read before the call returns, as far as is of use.
   * Replaces what was expected of the prompt before; no paths: nothing more will be asked.
   */
  expect?(prompt: readonly number[], paths: Iterable<readonly number[]>): void;
}
