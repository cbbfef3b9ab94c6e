import type { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { askModel } from './ask-model.js';
import { givenAllowed } from './search-space.js';
import { lengthPenalty } from './length-penalty.js';
import type { SampledEntity } from './search-types.js';
import type { TokenModel } from './token-model.js';

/**
 * log P(path | neutral prompt) for nodes of a tree: how likely a name is whatever the seeds are.
 * One value a node (cumulative from the root); NaN where it has not been asked for yet. It belongs to one tree, one model and one prompt.
 * `fillPrior` learns what some names need, `walkPrior` the whole tree.
 */
export type NodePrior = Float32Array;

export function emptyPrior(tree: PrefixTree): NodePrior {
  return new Float32Array(tree.nodeCount).fill(Number.NaN).fill(0, 0, 1);
}

/**
 * Fills in the prior on the paths to these leaves, level by level, asking the model only for nodes that are still unknown.
 * All children of an asked node are learnt at once, so that later runs find much of the tree filled in.
 * @param renormalise for a search with renormalised probabilities: a node with one child is then known without asking.
 * @returns model steps taken.
 */
export async function fillPrior(
  model: TokenModel,
  tree: PrefixTree,
  prior: NodePrior,
  prompt: readonly number[],
  leaves: readonly number[],
  signal?: AbortSignal,
  renormalise = false,
): Promise<number> {
  let steps = 0;
  let level: { node: number; path: readonly number[]; leaves: readonly number[] }[] = [
    { node: 0, path: [], leaves: [...new Set(leaves)].sort((a, b) => a - b) },
  ];
  while (level.length > 0) {
    if (renormalise) for (const { node } of level) passOn(tree, prior, node);
    const unknown = level.filter(({ node }) => tree.children(node).some((child) => Number.isNaN(prior[child])));
    for (let start = 0; start < unknown.length; start += model.batchSize) {
      signal?.throwIfAborted();
      const batch = unknown.slice(start, start + model.batchSize);
      const answers = await askModel(
        model,
        batch.map(({ node, path }) => ({ prompt, path, allowed: tree.children(node).map((child) => tree.tokenOf(child)) })),
        signal,
      );
      batch.forEach(({ node }, i) => {
        const children = tree.children(node);
        const answer = answers[i] as Float64Array;
        const tokens = children.map((child) => tree.tokenOf(child));
        const steps = renormalise ? givenAllowed(answer, tokens) : answer;
        children.forEach((child, j) => (prior[child] = (prior[node] as number) + (steps[j] as number)));
      });
      steps += batch.length;
    }
    level = level.flatMap(({ node, path, leaves: below }) =>
      tree
        .children(node)
        .filter((child) => !tree.isLeaf(child))
        .map((child) => ({ node: child, path: [...path, tree.tokenOf(child)], leaves: leavesBelow(tree, child, below) }))
        .filter((item) => item.leaves.length > 0),
    );
  }
  return steps;
}

/**
 * Prior calibration: score − λ · log P(name | neutral prompt) / lp(length). Takes away what the model would say after any seeds.
 * Re-orders; finds nothing new. Ties by entity id. λ = 0 leaves the paper's order.
 */
export function calibrate(entities: readonly SampledEntity[], prior: NodePrior, lambda: number, alpha: number): readonly SampledEntity[] {
  return entities
    .map((entity) => ({ ...entity, score: entity.score - (lambda * (prior[entity.leaf] as number)) / lengthPenalty(entity.length, alpha) }))
    .sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1));
}

/** With renormalised probabilities an only child is certain. */
function passOn(tree: PrefixTree, prior: NodePrior, node: number): void {
  const [child, other] = tree.children(node);
  if (child !== undefined && other === undefined) prior[child] = prior[node] as number;
}

/** Leaves (sorted node numbers) that lie in the subtree of a node. */
function leavesBelow(tree: PrefixTree, node: number, leaves: readonly number[]): readonly number[] {
  const end = node + tree.subtreeSize(node);
  return leaves.filter((leaf) => leaf > node && leaf < end);
}
