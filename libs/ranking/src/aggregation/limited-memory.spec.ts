import { LimitedMemory } from './limited-memory.js';

describe('LimitedMemory', () => {
  const divideBy = (diagonal: number[]) => (vector: Float64Array) => diagonal.forEach((entry, i) => (vector[i]! /= entry));

  it('knows nothing but the preconditioner before the first step', () => {
    expect([...new LimitedMemory(2).direction(Float64Array.of(2, 6), divideBy([2, 3]))]).toEqual([1, 2]);
  });

  it('reaches the top of a quadratic in as many exact steps as it has dimensions, where the gradient alone does not', () => {
    // f = b·x − xᵀ H x / 2.
    const h = [
      [4, 1, 0.5],
      [1, 3, 1],
      [0.5, 1, 9],
    ];
    const b = [1, -2, 3];
    const image = (x: Float64Array) => Float64Array.from(h, (row) => row.reduce((sum, entry, i) => sum + entry * x[i]!, 0));
    const gradientAt = (x: Float64Array) => image(x).map((entry, i) => b[i]! - entry);
    const dot = (p: Float64Array, q: Float64Array) => p.reduce((sum, entry, i) => sum + entry * q[i]!, 0);
    const after3 = (memory: LimitedMemory | null) => {
      let x = new Float64Array(3);
      for (let step = 0; step < 3; step++) {
        const gradient = gradientAt(x);
        const direction = memory ? memory.direction(gradient, divideBy([1, 1, 1])) : gradient;
        const length = dot(gradient, direction) / dot(direction, image(direction));
        const next = x.map((entry, i) => entry + length * direction[i]!);
        memory?.remember(x, next, gradient, gradientAt(next));
        x = next;
      }
      return Math.sqrt(dot(gradientAt(x), gradientAt(x)));
    };
    expect(after3(new LimitedMemory(3))).toBeLessThan(1e-12);
    expect(after3(null)).toBeGreaterThan(1e-3);
  });

  it('forgets a step over which the gradient did not fall', () => {
    const memory = new LimitedMemory(1);
    memory.remember(Float64Array.of(0), Float64Array.of(1), Float64Array.of(1), Float64Array.of(2));
    expect([...memory.direction(Float64Array.of(3), divideBy([1]))]).toEqual([3]);
  });
});
