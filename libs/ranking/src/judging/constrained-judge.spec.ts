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
  it('renormalises under the tree of the list: the probabilities of the members sum to one', async () => {
    const scores = await scoreMembers(randomModel(2, 50), [1], ['cat', 'catfish', 'dog', 'do', 'a much longer name']);
    expect(scores.reduce((sum, score) => sum + Math.exp(score), 0)).toBeCloseTo(1, 9);
  });

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
});
