import type { StepRequest, TokenModel } from '../search/token-model.js';
import { createFirstTokenJudge, readFirstTokenAnswer } from './first-token-judge.js';

const entity = (name: string) => ({ id: `id ${name}`, name });
const question = (members: string[], negativeSeeds: string[] = []) => ({
  listIndex: 0,
  attempt: 1,
  seeds: [entity('x'), entity('y')],
  negativeSeeds: negativeSeeds.map(entity),
  members: members.map(entity),
});

/** Words are tokens, numbered as they come; the probability of each label is told by the prompt. */
function wordModel(probability: (prompt: string, label: string) => number, kind: 'local' | 'remote' = 'local') {
  const words: string[] = [];
  const tokenOf = (word: string) => (words.includes(word) ? words.indexOf(word) : words.push(word) - 1);
  const text = (tokens: readonly number[]) => tokens.map((token) => words[token]).join('');
  const asked: { prompt: string; labels: string[]; path: readonly number[] }[] = [];
  const model: TokenModel = {
    identity: { name: 'words', fingerprint: '1', kind },
    batchSize: 4,
    contextSize: 1000,
    tokenize: (value) => (value.match(/ ?[A-Za-z]+|[^A-Za-z]/gu) ?? []).map(tokenOf),
    logProbabilities: async (requests: readonly StepRequest[]) =>
      requests.map(({ prompt, path, allowed }) => {
        asked.push({ prompt: text(prompt), path, labels: allowed.map((token) => String(words[token])) });
        return Float64Array.from(allowed, (token) => Math.log(probability(text(prompt), String(words[token]).trim())));
      }),
  };
  return { model, asked };
}
const evenly = () => wordModel(() => 0.1).model;

describe('createFirstTokenJudge', () => {
  it('asks for the labels of the list in one step and ranks members by them', async () => {
    const { model, asked } = wordModel((_, label) => ({ A: 0.1, B: 0.4, C: 0.2 })[label] ?? 0);
    const judge = createFirstTokenJudge(model);
    const list = question(['spoon', 'lion', 'car']);
    const answer = await judge.ask(list);
    expect(asked).toEqual([
      {
        prompt: 'Set: x, y\nCandidates:\nA. spoon\nB. lion\nC. car\nLabel of the candidate that is most of the same kind as the set:',
        path: [],
        labels: [' A', ' B', ' C'],
      },
    ]);
    expect(judge.read(list, answer)).toEqual({ outcome: 'complete', rankedIds: ['id lion', 'id car', 'id spoon'], issues: [] });
    expect(answer.payload).toEqual({ scores: [1 / 7, 4 / 7, 2 / 7].map((share) => expect.closeTo(Math.log(share), 12)) });
    expect(answer.usage).toEqual({ ...judge.estimateTokens(list), costMicroUsd: 0 });
    expect(readFirstTokenAnswer(list, JSON.parse(JSON.stringify(answer)))).toEqual(judge.read(list, answer));
  });

  it('subtracts what the negative seeds make likely', async () => {
    const { model, asked } = wordModel((prompt, label) => (prompt.startsWith('Set: wolf') === (label === 'A') ? 0.4 : 0.2), 'remote');
    const judge = createFirstTokenJudge(model);
    const list = question(['dog', 'cat'], ['wolf']);
    const answer = await judge.ask(list);
    expect(asked).toHaveLength(2);
    expect(answer.payload).toEqual({ scores: [expect.closeTo(-Math.LN2, 12), expect.closeTo(Math.LN2, 12)] });
    expect(answer.usage.costMicroUsd).toBeNull();
  });

  it('leaves out a member whose label has no probability, and reads nothing where none has', async () => {
    const list = question(['dog', 'cat']);
    for (const [likely, outcome] of [
      [0.1, 'partial'],
      [0, 'malformed'],
    ] as const) {
      const judge = createFirstTokenJudge(wordModel((_, label) => (label === 'A' ? likely : 0)).model);
      expect(judge.read(list, await judge.ask(list)).outcome).toBe(outcome);
    }
  });

  it('makes no order of NaN', async () => {
    await expect(createFirstTokenJudge(wordModel(() => NaN).model).ask(question(['dog', 'cat']))).rejects.toMatchObject({
      name: 'RankingError',
      code: 'INVALID_NUMBER',
    });
  });

  it('puts names on one line each, so that no name can pass for another member', () => {
    const described = JSON.stringify(createFirstTokenJudge(evenly()).describe(question(['dog\nB. best\u2028of\u0085all', 'cat'])));
    expect(described).toContain('A. dog B. best of all\\nB. cat\\n');
  });

  it('describes the prompts and the labels as they are asked for', async () => {
    const { model, asked } = wordModel(() => 0.1);
    const judge = createFirstTokenJudge(model, { labels: ['Q', 'R'], before: '' });
    const list = question(['dog', 'cat'], ['wolf']);
    await judge.ask(list);
    expect(judge.describe(list)).toEqual({
      promptVersion: judge.promptVersion,
      prompts: asked.map(({ prompt }) => prompt),
      labels: ['Q', 'R'],
    });
    expect(asked[0]?.labels).toEqual(['Q', 'R']);
  });

  it('is not made with labels that the model cannot tell apart by one token', () => {
    const made =
      (labels: string[], model = evenly()) =>
      () =>
        createFirstTokenJudge(model, { labels });
    expect(made(['A', '10'])).toThrow(expect.objectContaining({ name: 'RankingError', code: 'INVALID_SETTING', value: '10' }));
    expect(made(['A', ''], { ...evenly(), tokenize: () => [] })).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', value: 'A' }));
    expect(made(['A', 'a'], { ...evenly(), tokenize: () => [7] })).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', value: 'a' }),
    );
    expect(made(['A', 'A'])).toThrow(expect.objectContaining({ code: 'DUPLICATE_ID', value: 'A' }));
    expect(made(['A'])).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', field: 'labels.length' }));
  });

  it('refuses longer lists than it has labels, and lists that hold a seed', async () => {
    const { model, asked } = wordModel(() => 0.1);
    const judge = createFirstTokenJudge(model);
    const long = question(Array.from({ length: 21 }, (_, i) => `m${i}`));
    const seeded = question(['x', 'dog']);
    for (const [list, code] of [
      [long, 'LIST_TOO_LONG'],
      [seeded, 'DUPLICATE_ID'],
    ] as const) {
      expect(() => judge.describe(list)).toThrow(expect.objectContaining({ code }));
      await expect(judge.ask(list)).rejects.toMatchObject({ code });
    }
    expect(() =>
      judge.read(seeded, { payload: { scores: [0, 0] }, usage: { promptTokens: 0, completionTokens: 0, costMicroUsd: 0 } }),
    ).toThrow(expect.objectContaining({ code: 'DUPLICATE_ID' }));
    expect(asked).toEqual([]);
  });
});
