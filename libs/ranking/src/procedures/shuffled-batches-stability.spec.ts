import { Stability } from './shuffled-batches-stability.js';

/** Looks at orders that all differ, with these elbows. */
function seen(elbows: readonly (number | undefined)[], looks = 3, tolerance = 1): Stability {
  const stability = new Stability(looks, tolerance);
  elbows.forEach((elbow, i) => stability.add([`order ${i}`], elbow));
  return stability;
}

describe('Stability', () => {
  it('is reached when the last elbows lie within the tolerance, and not before there are enough', () => {
    expect(seen([5, 6]).isReached()).toBe(false);
    expect(seen([9, 5, 6, 5]).isReached()).toBe(true);
    expect(seen([5, 6, 7]).isReached()).toBe(false);
    expect(seen([5, 6, 7], 3, 2).isReached()).toBe(true);
  });

  it('looks past orders without an elbow', () => {
    expect(seen([5, undefined, 6, undefined, 5]).isReached()).toBe(true);
  });

  it('is reached, elbow or not, when the last orders are the same', () => {
    const stability = new Stability(2, 1);
    stability.add(['a', 'b'], undefined);
    stability.add(['b', 'a'], undefined);
    expect(stability.isReached()).toBe(false);
    stability.add(['b', 'a'], undefined);
    expect(stability.isReached()).toBe(true);
    expect(stability.cutoff()).toBe(0);
  });

  it('refines up to the last elbow when stable, else up to the median of the recent ones', () => {
    expect(seen([9, 5, 6, 5]).cutoff()).toBe(5);
    expect(seen([1, 20, 4, 12]).cutoff()).toBe(12);
    expect(seen([4, 12]).cutoff()).toBe(12);
  });

  it('refines nothing without an elbow, and does not know before the first look', () => {
    expect(seen([undefined, undefined]).cutoff()).toBe(0);
    expect(seen([0, 0]).cutoff()).toBe(0);
    expect(seen([]).cutoff()).toBeUndefined();
  });
});
