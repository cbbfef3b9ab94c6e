import { randomModel } from '../testing/random-model.js';
import { askModel } from './ask-model.js';
import type { TokenModel } from './token-model.js';

const requests = [
  { prompt: [1], path: [], allowed: [4, 5] },
  { prompt: [1], path: [4, 9], allowed: [6, 7, 8] },
];
const answering = (...answers: readonly number[][]): TokenModel => ({
  ...randomModel(1),
  logProbabilities: () => Promise.resolve(answers.map((values) => Float64Array.from(values))),
});

describe('askModel', () => {
  it('hands on answers with impossible tokens, and values that rounding has lifted just above 0', async () => {
    const answers = await askModel(answering([-1, -Infinity], [0, 1e-6, -2]), requests);
    expect(answers.map((answer) => [...answer])).toEqual([
      [-1, -Infinity],
      [0, 1e-6, -2],
    ]);
  });

  it.each([Number.NaN, Infinity, 0.01])('refuses %p, naming the token and the path', async (value) => {
    const asked = askModel(answering([-1, -1], [-1, value, -1]), requests);
    await expect(asked).rejects.toMatchObject({ code: 'INVALID_NUMBER', field: 'log-probability of token 7 after path [4, 9]', value });
  });

  it('refuses another number of answers, or of numbers in one', async () => {
    await expect(askModel(answering([-1, -1]), requests)).rejects.toMatchObject({ code: 'CORRUPT_DATA', value: 1 });
    await expect(askModel(answering([-1, -1], [-1, -1]), requests)).rejects.toMatchObject({
      code: 'CORRUPT_DATA',
      field: 'numbers in the answer about path [4, 9]',
    });
  });

  it('passes the signal on', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const model: TokenModel = {
      ...randomModel(1),
      logProbabilities: async (_, given) => {
        given?.throwIfAborted();
        return [];
      },
    };
    await expect(askModel(model, requests, signal)).rejects.toThrow('enough');
  });
});
