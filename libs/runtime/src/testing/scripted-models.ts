import type { Embedder } from '@etcetera/knowledge';
import { parseJudgement, type JudgeQuestion, type ListJudge, type StepRequest, type TokenModel } from '@etcetera/ranking';

/** Tokens are characters; the model likes names that share letters with the prompt's last line. Counts its steps; can be told to stall. */
export function scriptedTokenModel(): TokenModel & { steps: number; beforeStep: () => Promise<void> } {
  const model = {
    identity: { name: 'scripted model', fingerprint: 'v1', kind: 'local' as const },
    batchSize: 4,
    contextSize: 1000,
    steps: 0,
    beforeStep: () => Promise.resolve(),
    tokenize: (text: string) => [...text].map((char) => char.codePointAt(0) as number),
    logProbabilities: async (requests: readonly StepRequest[], signal?: AbortSignal) => {
      await model.beforeStep();
      signal?.throwIfAborted();
      model.steps += requests.length;
      return requests.map(({ prompt, path, allowed }) => {
        const line = prompt.slice(prompt.lastIndexOf(10) + 1);
        const weight = (token: number) => 1 + 20 * line.filter((other) => other === token).length + ((token * 31 + path.length * 17) % 7);
        const total = 5000;
        return Float64Array.from(allowed.map((token) => Math.log(Math.min(0.9, weight(token) / total))));
      });
    },
  };
  return model;
}

/** Two numbers for the class that a text names, one for its length: members of a class are near each other. */
export function scriptedEmbedder(): Embedder {
  return {
    model: 'scripted embedder',
    modelSha256: 'e'.repeat(64),
    dimensions: 3,
    kind: 'local',
    embed: (texts) =>
      Promise.resolve(
        texts.map((text) => {
          const vector = text.includes('cat')
            ? [1, 0.1, text.length / 100]
            : text.includes('bird')
              ? [0.1, 1, text.length / 100]
              : [0.3, 0.3, 1];
          const length = Math.hypot(...vector);
          return Float32Array.from(vector.map((value) => value / length));
        }),
      ),
  };
}

/** A judge by structured output whose answers a test writes. By default it ranks by name. */
export function scriptedJudge(
  answer: (question: JudgeQuestion) => { labels: string[]; none?: boolean } = alphabetical,
): ListJudge & { asked: JudgeQuestion[] } {
  const asked: JudgeQuestion[] = [];
  return {
    asked,
    kind: 'structured',
    identity: { name: 'scripted judge', fingerprint: 'v1', kind: 'remote' },
    promptVersion: 'test-1',
    describe: (question) => ({
      attempt: question.attempt,
      seeds: question.seeds.map((seed) => seed.id),
      members: question.members.map((member) => member.id),
    }),
    estimateTokens: () => ({ promptTokens: 100, completionTokens: 10 }),
    ask: (question) => {
      asked.push(question);
      const { labels, none } = answer(question);
      return Promise.resolve({
        payload: { labels, none: none ?? false },
        usage: { promptTokens: 100, completionTokens: 10, costMicroUsd: 7 },
      });
    },
    read: readScripted,
  };
}

export const readScripted: ListJudge['read'] = (question, answer) => {
  const { labels, none } = answer.payload as { labels: string[]; none: boolean };
  return parseJudgement({ labels, noneBelong: none, labelToId: new Map(question.members.map((member) => [member.id, member.id])) });
};

const alphabetical = (question: JudgeQuestion) => ({
  labels: [...question.members].sort((a, b) => (a.name < b.name ? -1 : 1)).map((member) => member.id),
});
