import { placeCut } from './cut-line.js';

const cut = (rank: number, clarity = 0.9) => ({ rank, clarity, method: 'change-point' });

describe('the line where a set ends', () => {
  it('comes after the last entity that belongs', () => {
    expect(placeCut([1, 2, 3, 4], cut(2))?.position).toBe(2);
  });

  it('comes first when nothing belongs', () => {
    expect(placeCut([1, 2], cut(0))?.position).toBe(0);
  });

  it('comes last when everything belongs', () => {
    expect(placeCut([1, 2], cut(2))?.position).toBe(2);
  });

  it('is not drawn while its place is not loaded', () => {
    expect(placeCut([1, 2], cut(5), true)).toBeNull();
    expect(placeCut([1, 2], cut(2), true)).toBeNull();
    expect(placeCut([], cut(0))).toBeNull();
  });

  it('is not drawn for a run without a cut', () => {
    expect(placeCut([1, 2], null)).toBeNull();
  });

  it('says with which confidence, where a model stands behind it', () => {
    const line = placeCut([1, 2], { ...cut(1, 0.2), confidence: 0.71, members: { expected: 13.7, low: 9, high: 18, level: 0.8 } });
    expect(line).toMatchObject({
      verdict: 'clear end',
      trust: 'right for the most part with 71 %; 9 to 18 belong with 80 %',
    });
    expect(placeCut([1, 2], cut(1))?.trust).toBe('clarity 0.90');
  });

  it('does not call the end clear when a straight descent would explain as much', () => {
    expect(placeCut([1, 2], cut(1, 0.75))?.verdict).toBe('no clear end');
    expect(placeCut([1, 2], cut(1, 0.95))?.verdict).toBe('clear end');
  });
});
