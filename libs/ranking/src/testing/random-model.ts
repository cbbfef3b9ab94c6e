import type { StepRequest, TokenModel } from '../search/token-model.js';

/**
 * A made-up language model for tests: log-probabilities are a fixed function of (prompt, path, token), tokens are the code points of the text.
 * Ties are common on purpose (`levels` distinct weights).
 */
export function randomModel(seed: number, levels = 5, batchSize = 4): TokenModel & { steps: number; asked: StepRequest[] } {
  const vocabulary = 128;
  const model = {
    identity: { name: `random-${seed}`, fingerprint: String(seed), kind: 'local' as const },
    batchSize,
    contextSize: 512,
    steps: 0,
    asked: [] as StepRequest[],
    tokenize: (text: string) => [...text].map((char) => (char.codePointAt(0) as number) % vocabulary),
    logProbabilities: async (requests: readonly StepRequest[]) => {
      model.steps += requests.length;
      model.asked.push(...requests);
      return requests.map(({ prompt, path, allowed }) => {
        const weights = Array.from({ length: vocabulary }, (_, token) => (1 + (hash([seed, ...prompt, -1, ...path, token]) % levels)) ** 4);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        return Float64Array.from(allowed.map((token) => Math.log((weights[token] as number) / total)));
      });
    },
  };
  return model;
}

function hash(values: readonly number[]): number {
  let state = 2166136261;
  for (const value of values) state = Math.imul(state ^ (value + 7), 16777619) >>> 0;
  return (state ^ (state >>> 13)) >>> 0;
}
