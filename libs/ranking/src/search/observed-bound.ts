import { RankingError, requireFinite } from '../ranking-error.js';
import { knownPrior, requirePriorOfTree, type LeafScoring } from './leaf-scoring.js';
import type { NodePrior } from './prior.js';
import type { SearchSpace } from './search-space.js';

/** A bound that puts in for tokens not asked about yet what the neutral prompt says, plus what the seeds were seen to add. */
export interface ObservedBoundOptions {
  /** log P(path | neutral prompt) for every node on the way to a name that is searched for: `walkPrior` fills it in. */
  readonly prior: NodePrior;
  /** Which quantile of the observed gains becomes the slack, in [0, 1]. More finds more of the exact top K, and asks more. Default 0.5. */
  readonly quantile?: number;
  /** Slack while there are fewer than `fewest` observations, in nats a token. Default 3. */
  readonly initialSlack?: number;
  /** Observations needed before they count. Default 10. */
  readonly fewest?: number;
  /** The slack stays between these. Defaults 0.5 and 8. */
  readonly lowest?: number;
  readonly highest?: number;
  /** Slack of the end marker, which seeds hardly change. Default 0.5. */
  readonly endSlack?: number;
}

/** What a search with this bound took for granted; its result is the exact top K as far as that is true. */
export interface ObservedAssumption {
  /** No token of a name but the first gains more than this by the seeds, in nats. */
  readonly slack: number;
  /** No end marker does. */
  readonly endSlack: number;
  readonly quantile: number;
  /** Tokens of the best names that the quantile was taken over; 0 when there were too few and the initial slack stayed. */
  readonly observations: number;
}

/** The slack is worth a new round through all bounds from this change on. */
const NOTICEABLE = 0.05;

/**
 * logP(rest | seeds) ≤ Σ min(0, logP0(token | path) + slack) over the tokens of the rest: not admissible, but observed. A gain is
 * logP(token | path, seeds) − logP0(token | path) of a token (neither the first nor the end marker) of one of the K best names so far.
 */
export class ObservedBound {
  readonly #parents: Int32Array;
  readonly #limits: Float64Array;
  readonly #seen: Float64Array;
  readonly #settings: Required<ObservedBoundOptions>;
  #slack: number;
  #observations = 0;

  /** O(nodes). @throws RankingError for settings out of range and a prior that does not know a node. */
  constructor(
    private readonly space: SearchSpace,
    private readonly scoring: LeafScoring,
    options: ObservedBoundOptions,
  ) {
    const { nodeCount } = space.tree;
    this.#settings = { quantile: 0.5, initialSlack: 3, fewest: 10, lowest: 0.5, highest: 8, endSlack: 0.5, ...options };
    requireSettings(this.#settings);
    requirePriorOfTree(options.prior, nodeCount);
    this.#parents = parentsOf(space);
    this.#limits = new Float64Array(nodeCount);
    this.#seen = new Float64Array(nodeCount).fill(Number.NaN);
    this.#slack = this.#settings.initialSlack;
    this.#setLimits();
    scoring.limits = this.#limits;
  }

  get assumption(): ObservedAssumption {
    const { endSlack, quantile } = this.#settings;
    return { slack: this.#slack, endSlack, quantile, observations: this.#observations };
  }

  /** Takes down what the model said: the log-probability of the path to a node. */
  note(node: number, logProbability: number): void {
    this.#seen[node] = logProbability;
  }

  /**
   * Takes the slack from the gains on the way to the best names so far. O(names · length), and O(nodes) when it changes.
   * @returns whether bounds have changed.
   */
  learn(bestLeaves: readonly number[]): boolean {
    const gains = bestLeaves.flatMap((leaf) => this.#gainsOn(leaf)).sort((a, b) => a - b);
    const { fewest, quantile, lowest, highest } = this.#settings;
    if (gains.length === 0 || gains.length < fewest) return false;
    this.#observations = gains.length;
    const gain = gains[Math.min(gains.length - 1, Math.floor(quantile * gains.length))] as number;
    const slack = Math.min(highest, Math.max(lowest, gain));
    if (Math.abs(slack - this.#slack) < NOTICEABLE) return false;
    this.#slack = slack;
    this.#setLimits();
    return true;
  }

  /** What the seeds added to each token of a name but the first and the end marker. */
  #gainsOn(leaf: number): number[] {
    const gains: number[] = [];
    const { prior } = this.#settings;
    for (let node = this.#parents[leaf] as number; node > 0;) {
      const parent = this.#parents[node] as number;
      if (parent > 0) {
        const now = (this.#seen[node] as number) - (this.#seen[parent] as number);
        gains.push(now - ((prior[node] as number) - (prior[parent] as number)));
      }
      node = parent;
    }
    return gains;
  }

  #setLimits(): void {
    const { tree } = this.space;
    const { prior, endSlack } = this.#settings;
    // Parents come before their children. The first token needs no limit: the root is always asked about.
    for (let node = 1; node < tree.nodeCount; node++) {
      const parent = this.#parents[node] as number;
      if (parent === 0 || !this.space.isLive(node)) continue;
      const neutral = knownPrior(prior, node) - knownPrior(prior, parent);
      this.#limits[node] = (this.#limits[parent] as number) + Math.min(0, neutral + (tree.isLeaf(node) ? endSlack : this.#slack));
    }
  }
}

function parentsOf({ tree }: SearchSpace): Int32Array {
  const parents = new Int32Array(tree.nodeCount).fill(-1);
  for (let node = 0; node < tree.nodeCount; node++) {
    for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child, node)) parents[child] = node;
  }
  return parents;
}

function requireSettings({ quantile, initialSlack, fewest, lowest, highest, endSlack }: Required<ObservedBoundOptions>): void {
  for (const [field, value] of Object.entries({ quantile, initialSlack, fewest, lowest, highest, endSlack })) requireFinite(field, value);
  const wrong = quantile < 0 || quantile > 1 ? 'quantile' : lowest > highest ? 'lowest' : undefined;
  if (wrong === undefined) return;
  throw new RankingError({
    code: 'INVALID_SETTING',
    field: wrong,
    value: wrong === 'quantile' ? quantile : lowest,
    problem: wrong === 'quantile' ? 'a quantile lies between 0 and 1' : `it is above the highest slack, ${highest}`,
    remedy: 'Give numbers in that order, or leave the defaults.',
  });
}
