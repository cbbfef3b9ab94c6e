import { counted, formatCost, formatScore, formatSeconds, formatShare } from './numbers.js';

describe('figures', () => {
  it('says that a price is unknown instead of showing nothing', () => {
    expect(formatCost(null)).toBe('price unknown');
    expect(formatCost(0)).toBe('no cost');
    expect(formatCost(900)).toBe('under $0.01');
    expect(formatCost(1_234_567)).toBe('$1.23');
  });

  it('writes durations in the unit people would use', () => {
    expect([0.31, 42.4, 60, 185, 7440, 7200].map(formatSeconds)).toEqual(['0.3 s', '42 s', '1 min', '3 min 5 s', '2 h 4 min', '2 h']);
  });

  it('rounds to the next unit without ever writing 60 of the smaller one', () => {
    expect(formatSeconds(59.7)).toBe('1 min');
    expect(formatSeconds(3599.8)).toBe('1 h');
    expect(formatSeconds(7199)).toBe('2 h');
  });

  it('shows the standard error only where there is one', () => {
    expect(formatScore(0.914, 0.031)).toBe('0.91 ± 0.03');
    expect(formatScore(0.914, null)).toBe('0.91');
  });

  it('never rounds a small share down to nothing', () => {
    expect([0, 0.001, 0.4, 1].map(formatShare)).toEqual(['0 %', '1 %', '40 %', '100 %']);
  });

  it('takes the plural for every count but one', () => {
    expect([counted(0, 'run'), counted(1, 'run'), counted(1200, 'query', 'queries')]).toEqual(['0 runs', '1 run', '1,200 queries']);
  });
});
