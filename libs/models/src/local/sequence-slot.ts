import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** A prompt and what follows it. */
export interface TokenText {
  readonly prompt: readonly number[];
  readonly path: readonly number[];
}

/** A copy of another sequence's state; internal in node-llama-cpp, so its absence or refusal must be expected. */
interface Forkable {
  _copyStateFromOtherSequence?(other: LlamaContextSequence, upToTokenIndex: number): Promise<boolean>;
}

/** One sequence of the context and the text whose state it holds. */
export class SequenceSlot {
  #held: TokenText | undefined;

  constructor(private readonly sequence: LlamaContextSequence) {}

  /** The text whose state the slot holds; undefined when it holds none, or something unfinished. */
  get held(): TokenText | undefined {
    return this.#held;
  }

  /** How many leading tokens of a text this slot holds the state of. */
  sharedLength(text: TokenText): number {
    const held = this.#held;
    if (!held) return 0;
    // Search asks thousands of times with one prompt array: the common case must not walk through it.
    if (held.prompt === text.prompt) return text.prompt.length + commonLength(held.path, text.path);
    return commonLength([...held.prompt, ...held.path], [...text.prompt, ...text.path]);
  }

  /**
   * Takes over the first tokens of a text from another slot that holds them.
   * @returns false when the runtime cannot; the slot is empty then
   */
  async fork(from: SequenceSlot, text: TokenText, length: number): Promise<boolean> {
    const forkable = this.sequence as unknown as Forkable;
    this.#held = undefined;
    const copied = await forkable._copyStateFromOtherSequence?.(from.sequence, length).catch(() => false);
    if (copied !== true) {
      await this.#truncate(0);
      return false;
    }
    this.#held = cut(text, length);
    return true;
  }

  /** Forgets everything behind the first tokens of the text, which the slot must hold. */
  async keep(text: TokenText, length: number): Promise<void> {
    this.#held = undefined;
    await this.#truncate(length);
    this.#held = cut(text, length);
  }

  /** Reads the tokens of a text that follow those held, without asking for anything. */
  async read(text: TokenText): Promise<void> {
    const tokens = [...text.prompt, ...text.path].slice(this.sequence.nextTokenIndex) as Token[];
    this.#held = undefined;
    if (tokens.length > 0) await this.sequence.evaluateWithoutGeneratingNewTokens(tokens);
    this.#held = text;
  }

  /**
   * Reads the rest of a text and gives natural logarithms of the probabilities of `allowed` as the next token.
   * The slot must hold less than the whole text.
   */
  async next(text: TokenText, allowed: readonly number[]): Promise<Float64Array> {
    const tokens = [...text.prompt, ...text.path].slice(this.sequence.nextTokenIndex) as Token[];
    const last = tokens.pop();
    if (last === undefined) throw new Error('The slot holds the whole text already.');
    this.#held = undefined;
    const all = allowed.length > filterLimit;
    const outputs = await this.sequence.controlledEvaluate([
      ...tokens,
      [
        last,
        {
          generateNext: {
            // Greedy "sampling" selects the token with the largest logit without sorting the vocabulary, and cuts nothing off:
            // `includeSelected` then delivers the maximum. (`includeMax` of 3.22.1 returns it only if it was asked for anyway.)
            logits: all || { filter: { tokens: allowed as readonly Token[], includeSelected: true } },
            totalLogitWeight: true,
            options: { temperature: 0 },
          },
        },
      ],
    ]);
    this.#held = text;
    const { logits, totalLogitWeight } = outputs.at(-1)?.next ?? {};
    if (!logits || totalLogitWeight === undefined) throw new Error('The runtime returned no logits.');
    return toLogProbabilities(logits, totalLogitWeight, allowed);
  }

  async #truncate(length: number): Promise<void> {
    const end = this.sequence.nextTokenIndex;
    if (end > length) await this.sequence.eraseContextTokenRanges([{ start: length, end }]);
  }
}

/**
 * From this many tokens on it is cheaper to fetch the logits of the whole vocabulary: the runtime looks every token of the vocabulary
 * up in the filter, one by one.
 */
export const filterLimit = 3000;

/** log p(t) = logit(t) − max − ln Σ exp(logit − max), the softmax over the whole vocabulary. */
function toLogProbabilities(logits: ReadonlyMap<number, number>, totalWeight: number, allowed: readonly number[]): Float64Array {
  let largest = -Infinity;
  for (const logit of logits.values()) if (logit > largest) largest = logit;
  const normaliser = largest + Math.log(totalWeight);
  return Float64Array.from(allowed, (token) => {
    const logit = logits.get(token);
    if (logit === undefined) throw new RangeError(`Token ${token} is not in the model's vocabulary.`);
    return logit - normaliser;
  });
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a[length] === b[length]) length++;
  return length;
}

function cut(text: TokenText, length: number): TokenText {
  if (length <= text.prompt.length) return { prompt: length === text.prompt.length ? text.prompt : text.prompt.slice(0, length), path: [] };
  return { prompt: text.prompt, path: text.path.slice(0, length - text.prompt.length) };
}
