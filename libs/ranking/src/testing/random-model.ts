import type { StepRequest, TokenModel } from '../search/token-model.js';

/** A made-up language model that keeps count of what it is asked. */
export interface RandomModel extends TokenModel {
  steps: number;
  readonly asked: StepRequest[];
  /** The same by the batches in which it was asked. */
  readonly batches: (readonly StepRequest[])[];
}

const VOCABULARY = 128;

/**
 * A made-up language model for tests: log-probabilities are a fixed function of (prompt, path, token), tokens are the code points of the text.
 * Ties are common on purpose (`levels` distinct weights).
 * @param impossible one token in so many has probability 0 (log-probability −∞) at each place; 0 = none.
 */
export function randomModel(seed: number, levels = 5, batchSize = 4, impossible = 0): RandomModel {
  const known = new Map<string, Float64Array>();
  const logs = (prompt: readonly number[], path: readonly number[]): Float64Array => {
    const key = `${prompt.join()}|${path.join()}`;
    const found = known.get(key) ?? distribution(seed, [...prompt, -1, ...path], levels, impossible);
    known.set(key, found);
    return found;
  };
  const model: RandomModel = {
    identity: { name: `random-${seed}`, fingerprint: String(seed), kind: 'local' as const },
    batchSize,
    contextSize: 512,
    steps: 0,
    asked: [],
    batches: [],
    tokenize: (text: string) => [...text].map((char) => (char.codePointAt(0) as number) % VOCABULARY),
    logProbabilities: async (requests: readonly StepRequest[]) => {
      model.steps += requests.length;
      model.asked.push(...requests);
      model.batches.push(requests);
      return requests.map(({ prompt, path, allowed }) => Float64Array.from(allowed, (token) => logs(prompt, path)[token] as number));
    },
  };
  return model;
}

/** Hashes of the text so far and each token, as weights. */
function distribution(seed: number, text: readonly number[], levels: number, impossible: number): Float64Array {
  const start = hash(FNV_OFFSET, [seed, ...text]);
  const weights = Float64Array.from({ length: VOCABULARY }, (_, token) => {
    const value = mixed(hash(start, [token]));
    return impossible > 0 && value % impossible === 0 ? 0 : (1 + (value % levels)) ** 4;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.log(weight / total));
}

const FNV_OFFSET = 2166136261;

function hash(start: number, values: readonly number[]): number {
  let state = start;
  for (const value of values) state = Math.imul(state ^ (value + 7), 16777619) >>> 0;
  return state;
}

function mixed(state: number): number {
  return (state ^ (state >>> 13)) >>> 0;
}
