/** A partition of the places 0 … n − 1. */
export interface Groups {
  /** Largest first, ties by the smallest place; places rise within a group. */
  readonly groups: readonly Int32Array[];
  /** By place: the index of its group. */
  readonly groupOf: Int32Array;
}

/**
 * Groups of places that lists link, directly or over others. Lists marked in `skipped` link nobody; a place in no list is a group of one.
 * Union–find with path halving, union by the smaller root (Tarjan and van Leeuwen 1984): nearly linear in n + total list length.
 * @param offsets list j is `members[offsets[j]]` … `members[offsets[j + 1] − 1]`.
 */
export function groupsOf(n: number, offsets: Int32Array, members: Int32Array, skipped: Uint8Array): Groups {
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const rootOf = (place: number): number => {
    let at = place;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (let j = 0; j < skipped.length; j++) {
    if (skipped[j] === 1) continue;
    const [start, end] = [offsets[j]!, offsets[j + 1]!];
    for (let at = start + 1; at < end; at++) {
      const a = rootOf(members[at - 1]!);
      const b = rootOf(members[at]!);
      // The smaller place becomes the root, so that a group is known by its first member.
      if (a < b) parent[b] = a;
      else parent[a] = b;
    }
  }
  const byRoot = new Map<number, number[]>();
  for (let place = 0; place < n; place++) {
    const root = rootOf(place);
    const group = byRoot.get(root);
    if (group) group.push(place);
    else byRoot.set(root, [place]);
  }
  const groups = [...byRoot.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!).map((group) => Int32Array.from(group));
  const groupOf = new Int32Array(n);
  groups.forEach((group, index) => group.forEach((place) => (groupOf[place] = index)));
  return { groups, groupOf };
}
