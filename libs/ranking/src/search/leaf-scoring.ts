import { RankingError, requireFinite } from '../ranking-error.js';
import { lengthPenalties, type NameScoring } from './name-scoring.js';
import type { NodePrior } from './prior.js';
import type { SearchSpace } from './search-space.js';

/** Search by the prior-calibrated score. */
export interface Calibration {
  /** log P(name | neutral prompt), known for every name that is searched for: `walkPrior` fills it in. */
  readonly prior: NodePrior;
  /** λ ≥ 0: how much of it is taken away; 0 leaves the plain score. */
  readonly lambda: number;
}

/**
 * Scores of the form (logP(name) − λ · logP0(name)) / lp(length), P0 = the probability after a neutral prompt.
 *
 * The bound of a node with log-probability l is the largest (l + rest − λ · logP0(x)) / lp(|x|) over the names x below. Because P0 is known
 * for each of them and logP only falls on the way down, it is admissible with rest = 0. `limits` puts in less for the rest: see
 * observed-bound.ts. Leaves below a node stand side by side in the tree, so that a bound is one run over an array: O(leaves below).
 */
export class LeafScoring implements NameScoring {
  /** How many wanted leaves come before each node; those below n are numbered before[n] … before[n + subtreeSize(n)] − 1. */
  private readonly before: Int32Array;
  private readonly leaves: Int32Array;
  /** −λ · logP0, by leaf number. */
  private readonly offsets: Float64Array;
  private readonly penalties: Float64Array;
  /** For each node, the sum of what its edges and those above may add at most; undefined = 0 everywhere. */
  limits: Float64Array | undefined;

  /**
   * O(nodes).
   * @throws RankingError `INVALID_NUMBER` for a λ below 0 or a name whose prior is not a finite number, `INVALID_SETTING` for a prior of another tree.
   */
  constructor(
    private readonly space: SearchSpace,
    alpha: number,
    calibration?: Calibration,
  ) {
    const { tree } = space;
    if (calibration) requireCalibration(calibration, tree.nodeCount);
    this.before = new Int32Array(tree.nodeCount + 1);
    const leaves: number[] = [];
    for (let node = 0; node < tree.nodeCount; node++) {
      this.before[node] = leaves.length;
      if (tree.isLeaf(node) && space.isLive(node) && space.entitiesAt(node).length > 0) leaves.push(node);
    }
    this.before[tree.nodeCount] = leaves.length;
    this.leaves = Int32Array.from(leaves);
    const byLength = lengthPenalties(space.longestBelow(0), alpha);
    this.penalties = Float64Array.from(leaves, (leaf) => byLength[tree.depthOf(leaf)] as number);
    this.offsets = Float64Array.from(leaves, (leaf) => (calibration ? -calibration.lambda * knownPrior(calibration.prior, leaf) : 0));
  }

  score(leaf: number, logProbability: number): number {
    const index = this.before[leaf] as number;
    return (logProbability + (this.offsets[index] as number)) / (this.penalties[index] as number);
  }

  /** −∞ where no wanted name lies below. */
  bound(node: number, logProbability: number): number {
    return this.limits ? this.limitedBound(node, logProbability, this.limits) : this.admissibleBound(node, logProbability);
  }

  /** The bound that holds whatever the model says. */
  admissibleBound(node: number, logProbability: number): number {
    const end = this.before[node + this.space.tree.subtreeSize(node)] as number;
    let best = -Infinity;
    for (let index = this.before[node] as number; index < end; index++) {
      const score = (logProbability + (this.offsets[index] as number)) / (this.penalties[index] as number);
      if (score > best) best = score;
    }
    return best;
  }

  private limitedBound(node: number, logProbability: number, limits: Float64Array): number {
    const end = this.before[node + this.space.tree.subtreeSize(node)] as number;
    const start = logProbability - (limits[node] as number);
    let best = -Infinity;
    for (let index = this.before[node] as number; index < end; index++) {
      const rest = start + (limits[this.leaves[index] as number] as number);
      const score = (rest + (this.offsets[index] as number)) / (this.penalties[index] as number);
      if (score > best) best = score;
    }
    return best;
  }
}

/** @throws RankingError `INVALID_NUMBER` when the prior does not know this node. */
export function knownPrior(prior: NodePrior, node: number): number {
  const value = prior[node] as number;
  if (Number.isFinite(value)) return value;
  throw new RankingError({
    code: 'INVALID_NUMBER',
    field: `prior of node ${node}`,
    value,
    problem: 'the prior of every name that is searched for has to be known',
    remedy: 'Fill the prior in with walkPrior first, and leave out names that the model calls impossible after the neutral prompt.',
  });
}

/** @throws RankingError `INVALID_SETTING` for a prior that does not have one value a node. */
export function requirePriorOfTree(prior: NodePrior, nodeCount: number): void {
  if (prior.length === nodeCount) return;
  throw new RankingError({
    code: 'INVALID_SETTING',
    field: 'prior.length',
    value: prior.length,
    problem: `the tree has ${nodeCount} nodes`,
    remedy: 'Give the prior of this tree; follow its changes with spliceNodeValues.',
  });
}

function requireCalibration({ prior, lambda }: Calibration, nodeCount: number): void {
  requireFinite('lambda', lambda);
  if (lambda < 0)
    throw new RankingError({
      code: 'INVALID_SETTING',
      field: 'lambda',
      value: lambda,
      problem: 'the weight of the prior is 0 or more',
      remedy: 'Give 0 for the plain score, or a positive weight such as 0.5.',
    });
  requirePriorOfTree(prior, nodeCount);
}
