import type { LlamaModel } from 'node-llama-cpp';
import type { StepRequest, TokenModel } from '@etcetera/ranking';
import { llamaRuntime } from '../../../libs/models/src/local/llama-runtime.js';
import { SequenceSlot } from '../../../libs/models/src/local/sequence-slot.js';

/**
 * The fastest way to make model steps in batches of given sizes: warm sequences side by side, each of which holds the prompt and goes on by
 * one token, and is asked about as many tokens as the search asked about. Nothing is forked, read again or looked for. Every few tokens
 * the sequences go back to the prompt, so that texts are as short as those of a search: a longer text makes a step slower.
 */
export class RawSteps {
  #path: number[] = [];
  #prompt: readonly number[] = [];

  private constructor(
    private readonly slots: readonly SequenceSlot[],
    private readonly close: () => Promise<void>,
  ) {}

  /** As many threads and as small sequences as the local model has. */
  static async open(model: LlamaModel, sequences: number): Promise<RawSteps> {
    const threads = Math.max(1, (await llamaRuntime()).cpuMathCores - 1);
    const context = await model.createContext({ sequences, contextSize: 256, batchSize: 256, threads });
    return new RawSteps(
      Array.from({ length: sequences }, () => new SequenceSlot(context.getSequence())),
      () => context.dispose(),
    );
  }

  /** Lets every sequence read the prompt; not a step. */
  async warmUp(prompt: readonly number[]): Promise<void> {
    this.#prompt = prompt;
    this.#path = [];
    const text = { prompt, path: [] };
    for (const slot of this.slots) {
      await slot.keep(text, Math.min(slot.sharedLength(text), prompt.length - 1));
      await slot.read(text);
    }
  }

  /** One step in each of as many sequences as there are requests. @returns milliseconds */
  async batch(requests: readonly StepRequest[]): Promise<number> {
    const slots = this.slots.slice(0, requests.length);
    const start = performance.now();
    if (this.#path.length === LONGEST_PATH) {
      this.#path = [];
      for (const slot of this.slots) await slot.keep({ prompt: this.#prompt, path: [] }, this.#prompt.length);
    }
    const path = [...this.#path, requests[0]?.allowed[0] ?? 0];
    await Promise.all(slots.map((slot, i) => slot.next({ prompt: this.#prompt, path }, requests[i]?.allowed ?? [])));
    this.#path = requests.length === this.slots.length ? path : this.#path;
    const elapsed = performance.now() - start;
    // A batch that is not full leaves some sequences behind; all have to be level again for the next.
    if (requests.length < this.slots.length)
      for (const slot of slots) await slot.keep({ prompt: this.#prompt, path: this.#path }, this.#prompt.length + this.#path.length);
    return elapsed;
  }

  dispose(): Promise<void> {
    return this.close();
  }
}

/** Tokens after the prompt before the sequences go back: about the mean length of the names of the sample base. */
const LONGEST_PATH = 4;

/** What the batches of a search took, and the same batches as raw steps made in between, so that what else the machine does slows both. */
export interface Interleaved extends TokenModel {
  rawMs: number;
  steps: number;
  batches: number;
}

export function interleave(model: TokenModel, raw: RawSteps): Interleaved {
  const result: Interleaved = {
    identity: model.identity,
    batchSize: model.batchSize,
    contextSize: model.contextSize,
    tokenize: (text) => model.tokenize(text),
    expect: (prompt, paths) => model.expect?.(prompt, paths),
    rawMs: 0,
    steps: 0,
    batches: 0,
    logProbabilities: async (requests, signal) => {
      const answers = await model.logProbabilities(requests, signal);
      result.rawMs += await raw.batch(requests);
      result.steps += requests.length;
      result.batches++;
      return answers;
    },
  };
  return result;
}
