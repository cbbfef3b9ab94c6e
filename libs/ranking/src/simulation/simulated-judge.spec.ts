import { createPrng } from '../random/prng.js';
import { NO_FAULTS, simulatedJudge } from './simulated-judge.js';

const ids = Array.from({ length: 20 }, (_, i) => `c${i}`);
const utility = new Map(ids.map((id, i) => [id, -i / 4]));
const orders = (count: number) => {
  const prng = createPrng(7);
  return Array.from({ length: count }, () => prng.shuffled(ids));
};

describe('simulatedJudge', () => {
  it('orders by utility when it makes no mistake, whatever the order shown', () => {
    const judge = simulatedJudge(utility, NO_FAULTS, 1);
    for (const shownIds of orders(5)) expect(judge(shownIds)).toEqual({ shownIds, rankedIds: ids, outcome: 'complete' });
  });

  it('gives the same answer to the same question and another to another', () => {
    const judge = simulatedJudge(utility, { ...NO_FAULTS, noise: 2 }, 1);
    expect(judge(ids)).toEqual(judge([...ids]));
    expect(judge(ids).rankedIds).not.toEqual(judge([...ids].reverse()).rankedIds);
    expect(judge(ids).rankedIds).not.toEqual(simulatedJudge(utility, { ...NO_FAULTS, noise: 2 }, 2)(ids).rankedIds);
  });

  it('loses members and answers as often as asked, and says so', () => {
    const judge = simulatedJudge(utility, { ...NO_FAULTS, omission: 0.1, malformed: 0.2 }, 5);
    const answers = orders(400).map(judge);
    const malformed = answers.filter(({ outcome }) => outcome === 'malformed');
    expect(malformed.every(({ rankedIds }) => rankedIds.length === 0)).toBe(true);
    expect(malformed.length / 400).toBeCloseTo(0.2, 1);
    const read = answers.filter(({ outcome }) => outcome !== 'malformed');
    const ranked = read.reduce((sum, { rankedIds }) => sum + rankedIds.length, 0);
    expect(ranked / (read.length * 20)).toBeCloseTo(0.9, 1);
    expect(read.every(({ outcome, rankedIds }) => (outcome === 'complete') === (rankedIds.length === 20))).toBe(true);
  });

  it('favours the first places by the bias, and errs more in longer lists by the length effect', () => {
    const flat = new Map(ids.map((id) => [id, 0]));
    const biased = simulatedJudge(flat, { ...NO_FAULTS, noise: 1, positionBias: 3 }, 5);
    const meanRank = (place: number) =>
      orders(200)
        .map((shown) => biased(shown).rankedIds.indexOf(shown[place] as string))
        .reduce((a, b) => a + b) / 200;
    expect(meanRank(0)).toBeLessThan(meanRank(19) - 8);
    const tired = simulatedJudge(utility, { ...NO_FAULTS, noise: 1, lengthEffect: 1 }, 5);
    const inversions = (length: number) =>
      orders(100).reduce((sum, shown) => {
        const [a, b] = [shown[0] as string, shown[1] as string];
        const ranked = tired(shown.slice(0, length)).rankedIds;
        return sum + Number(ranked.indexOf(a) < ranked.indexOf(b) !== (utility.get(a) as number) > (utility.get(b) as number));
      }, 0);
    expect(inversions(2)).toBeLessThan(inversions(20));
  });
});
