import { step } from './move.js';

describe('moving through a list by keys', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];

  it('starts at the near end', () => {
    expect(step(ids, undefined, 1)).toBe('a');
    expect(step(ids, undefined, -1)).toBe('e');
    expect(step(ids, 'no longer there', 1)).toBe('a');
  });

  it('moves by one, or by a row of the gallery', () => {
    expect(step(ids, 'b', 1)).toBe('c');
    expect(step(ids, 'a', 3)).toBe('d');
  });

  it('stays at the ends', () => {
    expect(step(ids, 'e', 1)).toBe('e');
    expect(step(ids, 'b', -3)).toBe('a');
  });

  it('goes nowhere in an empty list', () => {
    expect(step([], undefined, 1)).toBeUndefined();
  });
});
