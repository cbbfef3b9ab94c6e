import { requireJudgeable } from './require-judgeable.js';

const entities = (ids: string) => [...ids].map((id) => ({ id, name: `name of ${id}` }));
const question = (members: string, seeds = 'xy', negativeSeeds = 'z') => ({
  listIndex: 0,
  attempt: 1,
  seeds: entities(seeds),
  negativeSeeds: entities(negativeSeeds),
  members: entities(members),
});

describe('requireJudgeable', () => {
  it('lets lists pass that hold neither a seed nor a member twice, even of one member and without seeds', () => {
    expect(() => requireJudgeable(question('abc'))).not.toThrow();
    expect(() => requireJudgeable(question('a', '', ''))).not.toThrow();
  });

  it.each([
    ['', 'xy', 'z', 'TOO_FEW_CANDIDATES', 'members', []],
    ['aba', 'xy', 'z', 'DUPLICATE_ID', 'members', 'a'],
    ['axb', 'xy', 'z', 'DUPLICATE_ID', 'seeds', 'x'],
    ['abz', 'xy', 'z', 'DUPLICATE_ID', 'negativeSeeds', 'z'],
  ])('refuses members %p with seeds %p and negative seeds %p', (members, seeds, negativeSeeds, code, field, value) => {
    expect(() => requireJudgeable(question(members, seeds, negativeSeeds))).toThrow(
      expect.objectContaining({ name: 'RankingError', code, field, value }),
    );
  });
});
