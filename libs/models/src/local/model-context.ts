import type { LlamaContext, LlamaModel } from 'node-llama-cpp';
import { SequenceSlot } from './sequence-slot.js';
import { SlotPool } from './slot-pool.js';

/** A context of the runtime with its sequences shared out. */
export interface ModelContext {
  /** Longest prompt plus path, in tokens. */
  readonly capacity: number;
  readonly pool: SlotPool;
  dispose(): Promise<void>;
}

export interface ModelContextOptions {
  readonly model: LlamaModel;
  /** Steps computed together. */
  readonly sequences: number;
  /** Tokens a sequence can hold. */
  readonly contextSize: number;
  /** States of texts kept besides those being worked on. */
  readonly keptStates: number;
  readonly threads: number;
  readonly loraAdapterPath?: string;
  readonly signal?: AbortSignal;
}

/** How many prompts are kept besides those being worked on. */
const KEPT_PROMPTS = 4;
/** Tokens that the runtime reads in one go while it takes in prompts. */
const READING_BATCH = 512;
/** The runtime rounds the size of a sequence up to a multiple of this, and copies all of it when one takes over the state of another. */
export const SMALLEST_CONTEXT = 256;
/** More brings nothing to a search for a hundred names. */
const MOST_STATES = 64;
const STATE_MEMORY = 400 * 2 ** 20;

export async function openModelContext(options: ModelContextOptions): Promise<ModelContext> {
  const { model, sequences, contextSize, keptStates, threads, loraAdapterPath, signal } = options;
  const context: LlamaContext = await model.createContext({
    sequences: sequences + KEPT_PROMPTS + keptStates,
    contextSize,
    batchSize: Math.min(READING_BATCH, contextSize),
    threads,
    ...(loraAdapterPath === undefined ? {} : { lora: { adapters: [{ filePath: loraAdapterPath }] } }),
    ...(signal ? { createSignal: signal } : {}),
  });
  const slots = Array.from({ length: context.totalSequences }, () => new SequenceSlot(context.getSequence()));
  return {
    // The runtime keeps one place free and would shift the beginning out silently to get it.
    capacity: context.contextSize - 1,
    pool: new SlotPool({
      working: slots.slice(0, sequences),
      prompts: slots.slice(sequences, sequences + KEPT_PROMPTS),
      states: slots.slice(sequences + KEPT_PROMPTS),
    }),
    dispose: () => context.dispose(),
  };
}

/** How many states of the smallest size fit into the memory set aside for them: 64 of SmolLM2-135M (6 MB each), fewer of larger models. */
export async function affordableStates(model: LlamaModel): Promise<number> {
  const memory = async (sequences: number) => {
    const settings = { contextSize: SMALLEST_CONTEXT, batchSize: SMALLEST_CONTEXT, sequences, modelGpuLayers: 0 };
    return (await model.fileInsights.estimateContextResourceRequirementsV2(settings)).cpuRam;
  };
  const one = (await memory(9)) - (await memory(8));
  return one > 0 ? Math.min(MOST_STATES, Math.floor(STATE_MEMORY / one)) : 0;
}
