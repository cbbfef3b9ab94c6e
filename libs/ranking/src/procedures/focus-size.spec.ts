import { firstPage } from '../stopping/first-page.js';
import { focusSize } from './focus-size.js';

function sizeFor(deviation: number, slots: number, noise = 1) {
  const n = 200;
  const belief = {
    utility: Float64Array.from({ length: n }, (_, i) => 3 - i / 20),
    deviation: new Float64Array(n).fill(deviation),
    noise,
  };
  const page = firstPage(belief.utility, belief.deviation, 10);
  const order = Array.from({ length: n }, (_, i) => i);
  return focusSize(order, page, belief, slots, 10, Math.min(n, slots));
}

describe('focusSize', () => {
  it('chooses more when less is known and when there are more slots, fewer when the judge is noisy', () => {
    expect(sizeFor(2, 400)).toBeGreaterThan(sizeFor(0.5, 400));
    expect(sizeFor(1, 800)).toBeGreaterThan(sizeFor(1, 200));
    expect(sizeFor(1, 400, 3)).toBeLessThan(sizeFor(1, 400, 0.5));
  });

  it('stays within its bounds, also when everything is decided', () => {
    expect(sizeFor(1e-6, 400)).toBe(10);
    expect(sizeFor(50, 60)).toBeLessThanOrEqual(60);
    expect(sizeFor(50, 60)).toBeGreaterThanOrEqual(10);
  });
});
