import type { TokenModel } from '../search/token-model.js';
import { randomModel } from '../testing/random-model.js';
import { createConstrainedJudge } from './constrained-judge.js';
import { scoreMembers } from './score-members.js';

const entity = (name: string) => ({ id: `id ${name}`, name });
const question = (members: string[], negativeSeeds: string[] = []) => ({
  listIndex: 0,
  attempt: 1,
  seeds: [entity('x'), entity('y')],
  negativeSeeds: negativeSeeds.map(entity),
  members: members.map(entity),
});

describe('createConstrainedJudge', () => {
  it('takes one step for names that differ in their first token', async () => {
    const model = randomModel(2);
    model.tokenize = (text) => [...text.trim()].map((char) => char.codePointAt(0) as number);
    await scoreMembers(model, [1], ['ant', 'bee', 'cow']);
    expect(model.steps).toBe(1);
  });

  it('ranks every member, and reads a recorded answer to the same order', async () => {
    const judge = createConstrainedJudge(randomModel(4, 50));
    const asked = question(['cat', 'catfish', 'dog']);
    const answer = await judge.ask(asked);
    const read = judge.read(asked, JSON.parse(JSON.stringify(answer)));
    expect(read.outcome).toBe('complete');
    expect([...read.rankedIds].sort()).toEqual(['id cat', 'id catfish', 'id dog']);
    expect(judge.read(asked, answer)).toEqual(read);
  });

  it('lets negative seeds change the scores by a second prompt', async () => {
    const judge = createConstrainedJudge(randomModel(4, 50));
    const plain = await judge.ask(question(['cat', 'dog']));
    const contrast = await judge.ask(question(['cat', 'dog'], ['wolf']));
    expect(contrast.payload).not.toEqual(plain.payload);
    expect(contrast.usage.promptTokens).toBeGreaterThan(plain.usage.promptTokens);
  });

  it('says malformed when a recorded answer does not fit the list', () => {
    const judge = createConstrainedJudge(randomModel(4));
    const read = judge.read(question(['cat', 'dog']), {
      payload: { scores: [1] },
      usage: { promptTokens: 0, completionTokens: 0, costMicroUsd: 0 },
    });
    expect(read.outcome).toBe('malformed');
    expect(read.rankedIds).toEqual([]);
  });

  it('subtracts the log-probabilities under the negative seeds', async () => {
    // Under the seeds "cat" has 3/4, under the negative seeds 1/2.
    const model = answering((prompt) => (prompt.includes('wolf') ? [0.2, 0.2] : [0.3, 0.1]));
    const { payload } = await createConstrainedJudge(model).ask(question(['cat', 'dog'], ['wolf']));
    expect(payload).toEqual({ scores: [expect.closeTo(Math.log(1.5), 12), expect.closeTo(Math.log(0.5), 12)] });
  });

  it('leaves out a member that the model gives no probability, fresh and replayed alike, and can read nothing where it gives none', async () => {
    const asked = question(['cat', 'dog']);
    for (const [probabilities, outcome, rankedIds] of [
      [[0.3, 0], 'partial', ['id cat']],
      [[0, 0], 'malformed', []],
    ] as const) {
      const judge = createConstrainedJudge(answering(() => probabilities));
      const answer = await judge.ask(asked);
      expect(judge.read(asked, answer)).toMatchObject({ outcome, rankedIds });
      expect(judge.read(asked, JSON.parse(JSON.stringify(answer)))).toEqual(judge.read(asked, answer));
    }
  });

  it('makes no order of NaN or +∞', async () => {
    for (const wrong of [NaN, Infinity]) {
      const judge = createConstrainedJudge({ ...randomModel(1), logProbabilities: async () => [Float64Array.of(-1, wrong)] });
      await expect(judge.ask(question(['cat', 'dog']))).rejects.toMatchObject({ name: 'RankingError', code: 'INVALID_NUMBER' });
    }
  });

  it('ranks members with equal names next to each other, by id', async () => {
    const judge = createConstrainedJudge(randomModel(4, 50));
    const asked = { ...question(['cat', 'dog']), members: ['b', 'c', 'a'].map((id) => ({ id, name: id === 'c' ? 'dog' : 'cat' })) };
    const { rankedIds } = judge.read(asked, await judge.ask(asked));
    expect(rankedIds.filter((id) => id !== 'c')).toEqual(['a', 'b']);
    expect(rankedIds.indexOf('c')).not.toBe(1);
  });

  it.each([
    ['a seed', question(['x', 'dog']), 'seeds'],
    ['a negative seed', question(['wolf', 'dog'], ['wolf']), 'negativeSeeds'],
    ['a member twice', question(['dog', 'dog']), 'members'],
  ])('refuses a list with %s, to describe, to ask about and to read', async (_, asked, field) => {
    const model = randomModel(4);
    const judge = createConstrainedJudge(model);
    const refusal = { name: 'RankingError', code: 'DUPLICATE_ID', field };
    expect(() => judge.describe(asked)).toThrow(expect.objectContaining(refusal));
    await expect(judge.ask(asked)).rejects.toMatchObject(refusal);
    expect(model.steps).toBe(0);
    const answer = { payload: { scores: [0, 0] }, usage: { promptTokens: 0, completionTokens: 0, costMicroUsd: 0 } };
    expect(() => judge.read(asked, answer)).toThrow(expect.objectContaining(refusal));
  });
});

/** A model whose names differ in their first token, with probabilities that the prompt decides. */
function answering(probabilities: (prompt: string) => readonly number[]): TokenModel {
  return {
    ...randomModel(1),
    tokenize: (text) => [...text.trim()].map((char) => char.codePointAt(0) as number),
    logProbabilities: async (requests) =>
      requests.map(({ prompt }) => Float64Array.from(probabilities(String.fromCodePoint(...prompt)), (value) => Math.log(value))),
  };
}
