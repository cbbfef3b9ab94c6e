import fc from 'fast-check';
import { createPrng } from '../random/prng.js';
import { countRankingWindows, rankingWindows, slidingWindowDesign } from './sliding-windows.js';

const ids = (n: number) => Array.from({ length: n }, (_, i) => `c${i}`);

describe('rankingWindows', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [8, 1],
    [15, 1],
    [20, 1],
    [21, 2],
    [25, 2],
    [30, 2],
    [31, 3],
    [95, 9],
    [100, 9],
    [105, 10],
  ])('makes of %d candidates %d windows of 20 that move by 10', (n, windows) => {
    expect(countRankingWindows(n, 20, 10)).toBe(windows);
    expect(rankingWindows(n, 20, 10)).toHaveLength(windows);
  });

  it('starts at the back and ends at the front, where the last window is as long as the others', () => {
    expect(rankingWindows(25, 20, 10)).toEqual([
      { start: 5, end: 25 },
      { start: 0, end: 20 },
    ]);
    expect(rankingWindows(8, 20, 10)).toEqual([{ start: 0, end: 8 }]);
  });

  it('has every place in a window, moves up by the step, and overlaps by window − step, for every n, window and step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 2, max: 40 }), fc.nat(), (n, window, any) => {
        const step = 1 + (any % (window - 1));
        const windows = rankingWindows(n, window, step);
        expect(windows).toHaveLength(countRankingWindows(n, window, step));
        expect(windows[0]?.end).toBe(n);
        expect(windows.at(-1)?.start).toBe(0);
        expect(windows.every(({ start, end }) => end - start === Math.min(n, window))).toBe(true);
        const moves = windows.slice(1).map(({ start }, i) => (windows[i]?.start ?? NaN) - start);
        expect(moves.slice(0, -1).every((move) => move === step)).toBe(true);
        expect(moves.slice(-1).every((move) => move >= 1 && move <= step)).toBe(true);
      }),
    );
  });

  it.each([
    [100, 1, 1, 'window'],
    [100, 20, 0, 'step'],
    [100, 20, 20, 'step'],
    [100, 20, 2.5, 'step'],
    [100.5, 20, 10, 'candidates'],
  ])('refuses n = %p, window = %p, step = %p by naming %s', (n, window, step, field) => {
    expect(() => rankingWindows(n, window, step)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field }));
  });
});

describe('slidingWindowDesign', () => {
  it('is the plan of RankGPT for L = 20 and r = 2, members in stage-1 order', () => {
    const lists = slidingWindowDesign.lists(ids(100), { listLength: 20, listsPerCandidate: 2 }, createPrng(1));
    expect(lists).toHaveLength(9);
    expect(lists[0]).toEqual(ids(100).slice(80));
    expect(lists.at(-1)).toEqual(ids(100).slice(0, 20));
  });

  it('shows candidates r times away from the ends, where r divides L and the windows fit', () => {
    const lists = slidingWindowDesign.lists(ids(100), { listLength: 20, listsPerCandidate: 4 }, createPrng(1));
    const exposures = ids(100).map((id) => lists.filter((list) => list.includes(id)).length);
    expect(exposures.slice(15, 85)).toEqual(new Array(70).fill(4));
    expect([exposures[0], exposures[99]]).toEqual([1, 1]);
  });

  it('refuses one list a candidate, which leaves no overlap, and more than L', () => {
    for (const r of [1, 11])
      expect(() => slidingWindowDesign.count(100, { listLength: 10, listsPerCandidate: r })).toThrow(
        expect.objectContaining({ code: 'DESIGN_IMPOSSIBLE', value: r }),
      );
  });
});
