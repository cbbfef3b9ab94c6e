import { RankingError } from '../ranking-error.js';
import { LONGEST_KEY, requireEndMarker, requireKey } from './tree-key.js';

const refusal = (action: () => void): unknown => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('requireKey', () => {
  it.each([[[0]], [[2 ** 31 - 1, 0]], [new Array<number>(LONGEST_KEY).fill(7)]])(
    'lets tokens from 0 to 2³¹ − 1 pass, up to 65,000 of them',
    (tokens) => {
      expect(refusal(() => requireKey({ entityId: 'e', tokens }))).toBeUndefined();
    },
  );

  it.each([-1, 0.5, Number.NaN, Infinity, 2 ** 31])('refuses %p as a token, naming it and the entity', (token) => {
    const error = refusal(() => requireKey({ entityId: 'ghost', tokens: [1, token] }));
    expect(error).toBeInstanceOf(RankingError);
    expect(error).toMatchObject({ code: 'INVALID_KEY', field: 'a token of the key of entity ghost', value: token });
  });

  it.each([0, LONGEST_KEY + 1])('refuses a key of %p tokens, naming the entity and the length', (tokenCount) => {
    const error = refusal(() => requireKey({ entityId: 'ghost', tokens: new Array<number>(tokenCount).fill(1) }));
    expect(error).toMatchObject({ code: 'INVALID_KEY', value: { entityId: 'ghost', tokenCount } });
  });
});

describe('requireEndMarker', () => {
  it('refuses what is no token', () => {
    expect(refusal(() => requireEndMarker(0))).toBeUndefined();
    for (const value of [-1, 1.5, Number.NaN, 2 ** 31]) {
      expect(refusal(() => requireEndMarker(value))).toMatchObject({ code: 'INVALID_KEY', field: 'endMarker', value });
    }
  });
});
