import { groupsOf } from './connected-groups.js';

describe('groupsOf', () => {
  it('links the members of lists that are not skipped', () => {
    // 0–3 and 3–1, 2–4 skipped.
    const { groups, groupOf } = groupsOf(5, Int32Array.of(0, 2, 4, 6), Int32Array.of(0, 3, 3, 1, 2, 4), Uint8Array.of(0, 0, 1));
    expect(groups.map((group) => [...group])).toEqual([[0, 1, 3], [2], [4]]);
    expect([...groupOf]).toEqual([0, 0, 1, 0, 2]);
  });

  it('follows a chain as long as there are places', () => {
    const n = 20_000;
    const members = Int32Array.from({ length: 2 * (n - 1) }, (_, at) => n - 1 - Math.ceil(at / 2));
    const offsets = Int32Array.from({ length: n }, (_, j) => 2 * j);
    expect(groupsOf(n, offsets, members, new Uint8Array(n - 1)).groups).toHaveLength(1);
  });
});
