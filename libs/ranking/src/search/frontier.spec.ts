import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { Frontier, type OpenPrefix } from './frontier.js';

const END = 99;
const tree = PrefixTree.build(
  [
    { entityId: 'a', tokens: [1, 2, 3, 4] },
    { entityId: 'b', tokens: [1, 2, 5, 6] },
    { entityId: 'c', tokens: [8, 9, 1] },
  ],
  END,
);
const node = (...tokens: number[]) => tree.findPrefix(tokens) as number;

describe('Frontier', () => {
  it('gives the best bounds first down to the threshold, equal ones by node', () => {
    const frontier = new Frontier(tree);
    for (const [at, bound] of [[5, -1], [2, -1], [3, -0.5], [4, -7]] as const) frontier.push(at, -1, bound, undefined); // prettier-ignore
    expect(frontier.bestBound).toBe(-0.5);
    expect(frontier.take(2, -1).map((prefix) => prefix.node)).toEqual([3, 2]);
    expect(frontier.take(2, -1).map((prefix) => prefix.node)).toEqual([5]);
    expect(frontier.size).toBe(1);
  });

  it('knows the paths of prefixes, over several tokens at a time where those between were certain', () => {
    const frontier = new Frontier(tree);
    frontier.push(node(1, 2), -1, -1, undefined);
    const [start] = frontier.take(1, -Infinity) as [OpenPrefix];
    frontier.push(node(1, 2, 5, 6), -1, -2, start);
    frontier.push(0, 0, 0, undefined);
    expect(frontier.pathOf(start)).toEqual([1, 2]);
    expect(frontier.take(9, -Infinity).map((prefix) => frontier.pathOf(prefix))).toEqual([[], [1, 2, 5, 6]]);
  });

  it('says what comes next without what goes on from the prompt, down to the threshold, and keeps it', () => {
    const frontier = new Frontier(tree);
    frontier.push(0, 0, 0, undefined);
    const [root] = frontier.take(1, -Infinity) as [OpenPrefix];
    frontier.push(node(1), -1, -1, root);
    const [one] = frontier.take(1, -Infinity) as [OpenPrefix];
    frontier.push(node(8), -1, -0.1, root);
    frontier.push(node(1, 2, 5), -1, -3, one);
    frontier.push(node(1, 2, 3), -1, -2, one);
    frontier.push(node(1, 2), -1, -9, one);
    expect([...frontier.upcoming(-5)]).toEqual([
      [1, 2, 3],
      [1, 2, 5],
    ]);
    expect(frontier.size).toBe(4);
  });

  it('is in order again after new bounds', () => {
    const frontier = new Frontier(tree);
    [1, 2, 3, 4, 5].forEach((at) => frontier.push(at, -at, -at, undefined));
    frontier.rebound((at) => at);
    expect(frontier.take(9, -Infinity).map((prefix) => prefix.node)).toEqual([5, 4, 3, 2, 1]);
  });
});
