import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { continuation, NAME_END } from '../prompts/sampling-prompt.js';
import type { StepRequest, TokenModel } from '../search/token-model.js';
import { requireLogProbabilities } from './require-log-probabilities.js';

/**
 * log P(member | prompt, one of these members) for each member: the probabilities of the model, renormalised under the prefix tree of the list.
 * Only nodes with more than one child cost a model step; a list whose names differ in their first token takes one. Steps of one depth are asked
 * for together. Members with equal names get equal values.
 *
 * A member that the model gives no probability has −∞; where it gives none to any continuation, all names that go on there have −∞, and the
 * probabilities sum to less than one. Never NaN.
 * @returns values ≤ 0 in the order of `names`.
 * @throws RankingError `INVALID_NUMBER` or `CORRUPT_DATA` for an answer of the model that holds no log-probabilities.
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
    const shares = new Map(
      branching.map(({ node }, i) => [node, renormalised(requireLogProbabilities(requests[i]?.allowed.length ?? 0, answers[i]))]),
    );
    level = level.flatMap((item) =>
      tree.children(item.node).flatMap((child, i) => {
        const score = item.score + (shares.get(item.node)?.[i] ?? 0);
        for (const index of tree.entitiesAt(child)) scores[Number(index)] = score;
        // Below a node without probability nothing has any: no step is spent there.
        return tree.isLeaf(child) || score === -Infinity ? [] : [{ node: child, path: [...item.path, tree.tokenOf(child)], score }];
      }),
    );
  }
  return scores;
}

/** Log-probabilities given that it is one of these; −∞ throughout where all are −∞. */
export function renormalised(values: Float64Array): Float64Array {
  const total = logSum(values);
  return total === -Infinity ? values : values.map((value) => value - total);
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
