import { gaussian, uniform } from './gaussian.js';
import { createPrng } from './prng.js';

describe('gaussian', () => {
  it('has mean 0, variance 1 and the tails of the normal distribution', () => {
    const prng = createPrng(1);
    const drawn = Array.from({ length: 20_000 }, () => gaussian(prng));
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
    expect(drawn.filter((value) => Math.abs(value) > 1.96).length / drawn.length).toBeCloseTo(0.05, 2);
  });

  it('is the same for the same seed', () => {
    expect(gaussian(createPrng(3))).toBe(gaussian(createPrng(3)));
    expect(uniform(createPrng(3))).toBeGreaterThan(0);
    expect(uniform(createPrng(3))).toBeLessThan(1);
  });
});
