import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { continuation, NAME_END } from '../prompts/sampling-prompt.js';
import type { StepRequest, TokenModel } from '../search/token-model.js';

/**
 * log P(member | prompt, one of these members) for each member: the probabilities of the model, renormalised under the prefix tree of the list.
 * Only nodes with more than one child cost a model step; a list whose names differ in their first token takes one.
 * Members with equal names get equal values.
 * @returns values in the order of `names`.
 */
export async function scoreMembers(
  model: TokenModel,
  prompt: readonly number[],
  names: readonly string[],
  signal?: AbortSignal,
): Promise<readonly number[]> {
  const end = lastToken(model.tokenize(NAME_END));
  const keys = names.map((name, index) => ({ entityId: String(index), tokens: model.tokenize(continuation(name)) }));
  const tree = PrefixTree.build(keys, end);
  const scores = new Array<number>(names.length).fill(-Infinity);
  let level: { node: number; path: readonly number[]; score: number }[] = [{ node: 0, path: [], score: 0 }];
  while (level.length > 0) {
    const branching = level.filter(({ node }) => tree.children(node).length > 1);
    const requests: StepRequest[] = branching.map(({ node, path }) => ({
      prompt,
      path,
      allowed: tree.children(node).map((child) => tree.tokenOf(child)),
    }));
    const answers = requests.length > 0 ? await model.logProbabilities(requests, signal) : [];
    level = level.flatMap((item) => {
      const answer = answers[branching.indexOf(item)];
      const total = answer ? logSum(answer) : 0;
      return tree.children(item.node).flatMap((child, i) => {
        const score = item.score + (answer ? (answer[i] as number) - total : 0);
        for (const index of tree.entitiesAt(child)) scores[Number(index)] = score;
        return tree.isLeaf(child) ? [] : [{ node: child, path: [...item.path, tree.tokenOf(child)], score }];
      });
    });
  }
  return scores;
}

/** log Σ exp(v), without overflow. */
export function logSum(values: Float64Array): number {
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return max === -Infinity ? max : max + Math.log(values.reduce((sum, value) => sum + Math.exp(value - max), 0));
}

function lastToken(tokens: readonly number[]): number {
  const token = tokens.at(-1);
  if (token === undefined) throw new RangeError(`The tokenizer gives no token for "${NAME_END}".`);
  return token;
}
