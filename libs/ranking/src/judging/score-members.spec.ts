import fc from 'fast-check';
import type { StepRequest, TokenModel } from '../search/token-model.js';
import { randomModel } from '../testing/random-model.js';
import { logSum, renormalised, scoreMembers } from './score-members.js';

/** Tokens are letters; the probability of a token is looked up by the text so far, without the prompt. */
function tableModel(table: Readonly<Record<string, Readonly<Record<string, number>>>>): TokenModel & { asked: string[] } {
  const asked: string[] = [];
  const text = (tokens: readonly number[]) => String.fromCharCode(...tokens).trim();
  return {
    asked,
    identity: { name: 'table', fingerprint: '1', kind: 'local' },
    batchSize: 4,
    contextSize: 100,
    tokenize: (value) => [...value.trim()].map((char) => char.charCodeAt(0)),
    logProbabilities: async (requests: readonly StepRequest[]) =>
      requests.map(({ path, allowed }) => {
        asked.push(text(path));
        return Float64Array.from(allowed, (token) => Math.log(table[text(path)]?.[String.fromCharCode(token)] ?? 0));
      }),
  };
}
const exp = (scores: readonly number[]) => scores.map((score) => Number(Math.exp(score).toFixed(9)));

describe('scoreMembers', () => {
  it('multiplies the shares at the branches; a name that is the prefix of another ends with the end of a name', async () => {
    const model = tableModel({ '': { c: 0.3, d: 0.1 }, cat: { ',': 0.02, f: 0.06 } });
    expect(exp(await scoreMembers(model, [1], ['cat', 'catfish', 'dog']))).toEqual([0.75 * 0.25, 0.75 * 0.75, 0.25]);
    expect(model.asked).toEqual(['', 'cat']);
  });

  it('gives members with equal names equal values, and one member or equal names alone the whole without a step', async () => {
    const model = tableModel({ '': { c: 0.3, d: 0.1 } });
    expect(exp(await scoreMembers(model, [1], ['dog', 'cat', 'dog']))).toEqual([0.25, 0.75, 0.25]);
    model.asked.length = 0;
    expect(await scoreMembers(model, [1], ['cat', 'cat'])).toEqual([0, 0]);
    expect(model.asked).toEqual([]);
    expect(await scoreMembers(model, [1], [])).toEqual([]);
  });

  it('gives −∞, never NaN, where the model gives no probability, and asks nothing further there', async () => {
    const nowhere = tableModel({});
    expect(await scoreMembers(nowhere, [1], ['cat', 'cow', 'dog'])).toEqual([-Infinity, -Infinity, -Infinity]);
    expect(nowhere.asked).toEqual(['']);
    const onlyDogs = tableModel({ '': { d: 0.5 } });
    expect(await scoreMembers(onlyDogs, [1], ['cat', 'cow', 'dog'])).toEqual([-Infinity, -Infinity, 0]);
    expect(onlyDogs.asked).toEqual(['']);
    const stuck = tableModel({ '': { c: 0.5, d: 0.5 } });
    expect(exp(await scoreMembers(stuck, [1], ['cat', 'cow', 'dog']))).toEqual([0, 0, 0.5]);
  });

  it('refuses NaN, +∞ and answers of the wrong length', async () => {
    const answering = (answer: readonly number[]) => ({ ...tableModel({}), logProbabilities: async () => [Float64Array.from(answer)] });
    for (const [answer, code] of [
      [[NaN, -1], 'INVALID_NUMBER'],
      [[-1, Infinity], 'INVALID_NUMBER'],
      [[-1], 'CORRUPT_DATA'],
    ] as const)
      await expect(scoreMembers(answering(answer), [1], ['ant', 'bee'])).rejects.toMatchObject({ name: 'RankingError', code });
    await expect(scoreMembers({ ...tableModel({}), logProbabilities: async () => [] }, [1], ['ant', 'bee'])).rejects.toMatchObject({
      code: 'CORRUPT_DATA',
    });
  });

  it('sums to one over the members, whatever their names', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        async (names) => {
          const scores = await scoreMembers(randomModel(3, 40), [1], names);
          expect(scores.reduce((sum, score) => sum + Math.exp(score), 0)).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('renormalised and logSum', () => {
  it('stand very small and very large values', () => {
    expect([...renormalised(Float64Array.of(-1000, -1000))]).toEqual([-Math.LN2, -Math.LN2].map((value) => expect.closeTo(value, 12)));
    expect(logSum(Float64Array.of(800, 800))).toBeCloseTo(800 + Math.LN2, 9);
    expect(logSum(new Float64Array(0))).toBe(-Infinity);
    expect([...renormalised(Float64Array.of(-Infinity, -Infinity))]).toEqual([-Infinity, -Infinity]);
    expect([...renormalised(Float64Array.of(-5, -Infinity))]).toEqual([0, -Infinity]);
  });
});
