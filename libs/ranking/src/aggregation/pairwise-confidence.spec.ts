import fc from 'fast-check';
import { normalCdf } from './normal-distribution.js';
import { pairwiseConfidence } from './pairwise-confidence.js';

describe('pairwiseConfidence', () => {
  it('is Φ(z), stays inside (0, 1), and adds up to exactly 1 with its opposite', () => {
    fc.assert(
      fc.property(fc.double({ min: -60, max: 60, noNaN: true }), (z) => {
        const confidence = pairwiseConfidence(['a', 'b'], (a) => (a === 0 ? z : -z));
        expect(confidence('a', 'b')).toBeCloseTo(normalCdf(z), 12);
        expect(confidence('a', 'b')).toBeGreaterThan(0);
        expect(confidence('a', 'b')).toBeLessThan(1);
        expect(confidence('a', 'b') + confidence('b', 'a')).toBe(1);
      }),
    );
  });

  it('is ½ for a candidate and itself, and refuses strangers', () => {
    const confidence = pairwiseConfidence(['a', 'b'], () => 3);
    expect(confidence('b', 'b')).toBe(0.5);
    expect(() => confidence('a', 'x')).toThrow(expect.objectContaining({ code: 'UNKNOWN_ID', value: 'x' }));
  });
});
