import type { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { askModel } from './ask-model.js';
import { requirePriorOfTree } from './leaf-scoring.js';
import type { NodePrior } from './prior.js';
import { SearchSpace } from './search-space.js';
import type { TokenModel } from './token-model.js';

export interface WalkPriorOptions {
  /** Tokens of the neutral prompt. */
  readonly prompt: readonly number[];
  /** For searches with renormalised probabilities, which need a prior of the same kind. */
  readonly renormalise?: boolean;
  /** Called after each batch with the inner nodes done and all there are. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

interface Pending {
  readonly node: number;
  readonly path: readonly number[];
}

/**
 * Fills in the prior of the whole tree: once per base, model and prompt. Nodes that are known already are not asked about again, so that a
 * walk that was cancelled, or one after the base has grown, only does the rest. Below a token that the model calls impossible all is −∞.
 *
 * Depth first, so that a model that keeps states goes on from the last ones: one step an inner node, O(nodes) beside the model.
 * @returns model steps taken.
 * @throws RankingError as `bestFirstSearch` does; the signal's reason when cancelled, what was learnt until then is in the prior.
 */
export async function walkPrior(model: TokenModel, tree: PrefixTree, prior: NodePrior, options: WalkPriorOptions): Promise<number> {
  requirePriorOfTree(prior, tree.nodeCount);
  const { prompt, signal } = options;
  const space = new SearchSpace(tree, { exclude: new Set(), renormalise: options.renormalise === true });
  const total = innerNodes(tree);
  let steps = 0;
  let done = 0;
  const stack: Pending[] = [{ node: 0, path: [] }];

  /** Takes inner nodes off the stack until a batch has to be asked about; what is known or certain is passed through. */
  const nextBatch = (): Pending[] => {
    const batch: Pending[] = [];
    while (batch.length < model.batchSize && stack.length > 0) {
      const item = stack.pop() as Pending;
      const { children } = space.choice(item.node);
      if (children.length === 0) continue;
      const known = children.every((child) => !Number.isNaN(prior[child]));
      if (!known && !space.isForced(item.node)) {
        batch.push(item);
        continue;
      }
      if (!known) for (const child of children) prior[child] = prior[item.node] as number;
      descend(item);
    }
    return batch;
  };
  const descend = ({ node, path }: Pending): void => {
    done++;
    const { children } = space.choice(node);
    for (const child of children.toReversed()) {
      if (tree.isLeaf(child)) continue;
      if (prior[child] === -Infinity) prior.fill(-Infinity, child, child + tree.subtreeSize(child));
      else stack.push({ node: child, path: [...path, tree.tokenOf(child)] });
    }
  };

  try {
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
      signal?.throwIfAborted();
      const choices = batch.map(({ node }) => space.choice(node));
      model.expect?.(prompt, upcoming(stack));
      const requests = batch.map(({ path }, i) => ({ prompt, path, allowed: choices[i]?.allowed ?? [] }));
      const answers = await askModel(model, requests, signal);
      steps += batch.length;
      // From the last to the first, so that the first of the batch ends up on top of the stack.
      for (let i = batch.length - 1; i >= 0; i--) {
        const item = batch[i] as Pending;
        const choice = choices[i] as (typeof choices)[number];
        const values = space.probabilities(choice, answers[i] as Float64Array);
        choice.children.forEach((child, j) => (prior[child] = (prior[item.node] as number) + (values[j] as number)));
        descend(item);
      }
      options.onProgress?.(done, total);
    }
  } finally {
    model.expect?.(prompt, []);
  }
  return steps;
}

function innerNodes(tree: PrefixTree): number {
  let count = 0;
  for (let node = 0; node < tree.nodeCount; node++) if (tree.firstChild(node) >= 0) count++;
  return count;
}

/** The paths below a first token that come next, from the top of the stack down. */
function* upcoming(stack: readonly Pending[]): Generator<readonly number[], void, undefined> {
  for (let i = stack.length - 1; i >= 0; i--) {
    const { path } = stack[i] as Pending;
    // Below lie only the first tokens that are still to come.
    if (path.length < 2) return;
    yield path;
  }
}
