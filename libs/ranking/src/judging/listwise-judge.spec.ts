import type { TokenModel } from '../search/token-model.js';
import { randomModel } from '../testing/random-model.js';
import type { JudgedEntity, JudgeQuestion } from './list-judge.js';
import { createListwiseJudge } from './listwise-judge.js';

const entity = (name: string, description?: string): JudgedEntity => ({
  id: `id ${name}`,
  name,
  ...(description === undefined ? {} : { description }),
});
const question = (members: readonly JudgedEntity[], negativeSeeds: readonly string[] = []): JudgeQuestion => ({
  listIndex: 0,
  attempt: 1,
  seeds: [entity('xylophone', 'an instrument'), entity('yak')],
  negativeSeeds: negativeSeeds.map((name) => entity(name)),
  members,
});
const list = question([entity('cat', 'a pet'), entity('dog')]);

/** Gives each answer the probability of its first letter; the tokens are code points, and everything is in the first one. */
function model(chances: Readonly<Record<string, number>>): TokenModel & { readonly prompts: string[] } {
  const prompts: string[] = [];
  return {
    ...randomModel(1),
    prompts,
    tokenize: (text) => [...text.trim()].map((char) => char.codePointAt(0) as number),
    logProbabilities: async (requests) =>
      requests.map(({ prompt, allowed }) => {
        prompts.push(String.fromCodePoint(...prompt));
        return Float64Array.from(allowed, (token) => Math.log(chances[String.fromCodePoint(token)] ?? 0));
      }),
  };
}

describe('createListwiseJudge', () => {
  it('shows descriptions and negative seeds in one prompt', async () => {
    const asked = model({ c: 0.1, d: 0.2, n: 0.1 });
    await createListwiseJudge(asked).ask(question(list.members, ['wolf']));
    expect(asked.prompts).toHaveLength(1);
    expect(asked.prompts[0]).toContain('xylophone: an instrument\nyak\nNot of this kind:\nwolf\nCandidates:\ncat: a pet\ndog\n');
  });

  it('ranks by the probability of the names beside that of "none of these", fresh and replayed alike', async () => {
    const judge = createListwiseJudge(model({ c: 0.1, d: 0.2, n: 0.1 }));
    const answer = await judge.ask(list);
    expect(answer.payload).toEqual({
      scores: [expect.closeTo(Math.log(0.25), 12), expect.closeTo(Math.log(0.5), 12)],
      none: expect.closeTo(Math.log(0.25), 12),
    });
    expect(judge.read(list, answer)).toEqual({ outcome: 'complete', rankedIds: ['id dog', 'id cat'], issues: [] });
    expect(judge.read(list, JSON.parse(JSON.stringify(answer)))).toEqual(judge.read(list, answer));
  });

  it('says that none belongs when the model finds that likelier than all members together', async () => {
    for (const chances of [{ c: 0.1, d: 0.2, n: 0.4 }, { n: 0.1 }]) {
      const judge = createListwiseJudge(model(chances));
      expect(judge.read(list, await judge.ask(list))).toEqual({ outcome: 'none-belong', rankedIds: [], issues: [] });
    }
    const even = createListwiseJudge(model({ c: 0.25, d: 0.25, n: 0.5 }));
    expect(even.read(list, await even.ask(list)).outcome).toBe('complete');
  });

  it('does not take an answer that does not fit the list for "none belongs"', () => {
    const usage = { promptTokens: 0, completionTokens: 0, costMicroUsd: 0 };
    const { outcome } = createListwiseJudge(model({})).read(list, { payload: { scores: [-1], none: 0 }, usage });
    expect(outcome).toBe('malformed');
  });

  it('does not offer that answer when a member is called so', async () => {
    const judge = createListwiseJudge(model({ n: 0.9, c: 0.1 }));
    const asked = question([entity('none of these'), entity('cat')]);
    const answer = await judge.ask(asked);
    expect(answer.payload).not.toHaveProperty('none');
    expect(judge.read(asked, answer).rankedIds).toEqual(['id none of these', 'id cat']);
  });

  it('refuses a list with a seed in it', async () => {
    const judge = createListwiseJudge(model({}));
    await expect(judge.ask(question([entity('yak')]))).rejects.toMatchObject({ code: 'DUPLICATE_ID', field: 'seeds' });
  });

  it('estimates the tokens that it uses', async () => {
    const judge = createListwiseJudge(model({ c: 0.5, d: 0.5, n: 0.1 }));
    const { usage } = await judge.ask(list);
    expect(judge.estimateTokens(list)).toEqual({ promptTokens: usage.promptTokens, completionTokens: usage.completionTokens });
  });
});
