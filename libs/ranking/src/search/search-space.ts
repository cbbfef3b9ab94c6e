import { liveNodes, type LiveNodes } from '../prefix-tree/live-nodes.js';
import type { PrefixTree } from '../prefix-tree/prefix-tree.js';

/** Which part of a tree is searched, and what its probabilities are relative to. */
export interface SpaceOptions {
  /** Entities that are never returned (the seeds). */
  readonly exclude: ReadonlySet<string>;
  /**
   * The entities that are left to search for: what a filter lets through, or what other channels leave open. Nothing is asked about the
   * rest of the tree, and bounds go by the longest name that is left. Scores stay the same, unless probabilities are renormalised.
   */
  readonly only?: ReadonlySet<string> | ((entityId: string) => boolean);
  /**
   * The variant of GenExpan: probabilities given that one of the allowed tokens follows, instead of those over the full vocabulary. Where
   * only one token is allowed it follows with certainty, and no model step is needed.
   */
  readonly renormalise?: boolean;
}

/** The children of a node that lead somewhere, and the tokens to ask about, in the same order. */
export interface Choice {
  readonly children: readonly number[];
  readonly allowed: readonly number[];
}

/** The part of a tree that a search walks. */
export class SearchSpace {
  /** Whether there is nothing to search for. */
  readonly isEmpty: boolean;
  private readonly mask: LiveNodes | undefined;
  private readonly isWanted: (entityId: string) => boolean;

  /** O(nodes) with `only`, otherwise O(1). */
  constructor(
    readonly tree: PrefixTree,
    private readonly options: SpaceOptions,
  ) {
    const { exclude, only } = options;
    const isLeft = only === undefined ? () => true : typeof only === 'function' ? only : (id: string) => only.has(id);
    this.isWanted = (id) => !exclude.has(id) && isLeft(id);
    // Without a filter the excluded few are only left out of the result: pruning for them would change what runs ask and so their records.
    this.mask = only === undefined ? undefined : liveNodes(tree, this.isWanted);
    this.isEmpty = (this.mask ?? tree).keyCount === 0;
  }

  /** Length in tokens of the longest name below a node that is searched for, end marker included. */
  longestBelow(node: number): number {
    return this.mask ? (this.mask.longest[node] as number) : this.tree.longestBelow(node);
  }

  isLive(node: number): boolean {
    return !this.mask || this.mask.live[node] === 1;
  }

  /** Entities at a leaf that may be returned. */
  entitiesAt(leaf: number): readonly string[] {
    return this.tree.entitiesAt(leaf).filter((id) => this.isWanted(id));
  }

  choice(node: number): Choice {
    const { tree } = this;
    const children: number[] = [];
    for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child, node)) {
      if (this.isLive(child)) children.push(child);
    }
    return { children, allowed: children.map((child) => tree.tokenOf(child)) };
  }

  /** Whether what follows a node is certain without asking: one allowed token, and renormalised probabilities. */
  isForced(node: number): boolean {
    if (this.options.renormalise !== true) return false;
    const { tree } = this;
    let token = -1;
    for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child, node)) {
      if (!this.isLive(child)) continue;
      if (token >= 0 && token !== tree.tokenOf(child)) return false;
      token = tree.tokenOf(child);
    }
    return true;
  }

  /** The log-probabilities of the children by an answer of the model: as they are, or given that one of the allowed tokens follows. */
  probabilities({ allowed }: Choice, answer: Float64Array): Float64Array {
    return this.options.renormalise === true ? givenAllowed(answer, allowed) : answer;
  }
}

/**
 * log P(token | one of the allowed) = log P(token) − log Σ P. A token that leads to two children (the end of one name, and the end marker
 * inside another) counts once: they stand side by side. Where all are impossible they stay so.
 */
export function givenAllowed(answer: Float64Array, allowed: readonly number[]): Float64Array {
  let largest = -Infinity;
  for (const value of answer) if (value > largest) largest = value;
  if (largest === -Infinity) return answer;
  let sum = 0;
  answer.forEach((value, i) => {
    if (i === 0 || allowed[i] !== allowed[i - 1]) sum += Math.exp(value - largest);
  });
  const total = largest + Math.log(sum);
  // Rounding must not lift a certain token above probability 1.
  return answer.map((value) => Math.min(0, value - total));
}
