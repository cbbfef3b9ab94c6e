import { estimateTextTokens } from './token-estimate.js';

describe('estimateTextTokens', () => {
  it.each([
    ['', 0],
    ['lion', 1],
    ['lions', 2],
    ['🦁', 1],
    ['ライオン', 3],
  ])('takes %j for %d tokens', (text, tokens) => {
    expect(estimateTextTokens(text)).toBe(tokens);
  });
});
