import { RankingError } from '../ranking-error.js';
import type { TreeChange } from './change-tree.js';

/** An array with one value a node, such as a prior. */
export type NodeValues = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * Values of the nodes of a tree, brought in line with one change of it: nodes that came get `fill`, those of nodes that went are dropped, all
 * others keep theirs. Changes have to be followed one by one, in their order.
 * @returns the same array when no node came or went, otherwise a new one of the same kind, with one value a node. O(nodes).
 * @throws RankingError `INVALID_SETTING` when the values are not those of the tree before the change.
 */
export function spliceNodeValues<T extends NodeValues>(values: T, change: TreeChange, fill: number): T {
  const { node, inserted, removed, nodeCount } = change;
  const before = nodeCount - inserted + removed;
  if (values.length !== before)
    throw new RankingError({
      code: 'INVALID_SETTING',
      field: 'values.length',
      value: values.length,
      problem: `the tree had ${before} nodes before this change`,
      remedy: 'Follow every change of the tree, in order, or make the values anew.',
    });
  if (inserted === 0 && removed === 0) return values;
  const result = new (values.constructor as new (length: number) => T)(nodeCount);
  result.set(values.subarray(0, node));
  result.fill(fill, node, node + inserted);
  result.set(values.subarray(node + removed), node + inserted);
  return result;
}
