import type { JudgeQuestion, JsonValue, ListJudge } from './list-judge.js';
import { parseJudgement } from './parse-judgement.js';
import { countPermutedCalls, createSelfConsistentJudge, readSelfConsistentAnswer } from './self-consistent-judge.js';

const entity = (id: string) => ({ id, name: `name of ${id}` });
const question = (members: string, listIndex = 0, attempt = 1): JudgeQuestion => ({
  listIndex,
  attempt,
  seeds: [entity('x')],
  negativeSeeds: [],
  members: [...members].map(entity),
});
const shown = ({ members }: JudgeQuestion) => members.map(({ id }) => id).join('');

/** Answers as `answer` says of the order shown and of the number of the call, counted from 0. */
function scripted(answer: (shownIds: string, call: number) => string, cost: (call: number) => number | null = () => 5) {
  const asked: string[] = [];
  const judge: ListJudge = {
    kind: 'structured',
    identity: { name: 'scripted', fingerprint: '1', kind: 'remote' },
    promptVersion: 'test-1',
    describe: (list) => ({ members: shown(list) }),
    estimateTokens: (list) => ({ promptTokens: 10 * list.members.length, completionTokens: 2 }),
    ask: async (list) => {
      const call = asked.push(shown(list)) - 1;
      return { payload: answer(shown(list), call), usage: { promptTokens: 30, completionTokens: 2, costMicroUsd: cost(call) } };
    },
    read: (list, { payload }) =>
      parseJudgement({
        labels: typeof payload !== 'string' || payload === 'none' ? [] : [...payload],
        noneBelong: payload === 'none',
        labelToId: new Map(list.members.map(({ id }) => [id, id])),
      }),
  };
  return { judge, asked };
}
const sorted = (text: string) => [...text].sort().join('');

describe('createSelfConsistentJudge', () => {
  it('asks about each list m times in m orders, the given one first, and what is planned is what is asked', async () => {
    for (const [members, m] of [
      ['abcd', 1],
      ['abcd', 5],
      ['ab', 5],
      ['a', 3],
    ] as const) {
      const { judge, asked } = scripted(sorted);
      await createSelfConsistentJudge(judge, { permutations: m }).ask(question(members));
      expect(asked).toHaveLength(countPermutedCalls(1, m));
      expect(asked[0]).toBe(members);
      expect(new Set(asked).size).toBe(Math.min(m, { abcd: 24, ab: 2, a: 1 }[members]));
    }
    expect(countPermutedCalls(20, 3)).toBe(60);
    expect(countPermutedCalls(0, 3)).toBe(0);
  });

  it('cancels out a judge that puts whoever is shown first on top', async () => {
    // True order a … e; the first member shown is always answered first.
    const { judge } = scripted((order) => order.slice(0, 1) + sorted(order.slice(1)));
    const consistent = createSelfConsistentJudge(judge, { permutations: 9, seed: 4 });
    const list = question('edcba');
    const answer = await consistent.ask(list);
    const read = consistent.read(list, answer);
    expect(read).toMatchObject({ outcome: 'complete', rankedIds: [...'abcde'], method: 'exact', issues: [] });
    expect(judge.read(list, { ...answer, payload: 'eabcd' }).rankedIds[0]).toBe('e');
  });

  it('keeps each of the m judgements and all their issues, with the order each was shown in', async () => {
    const answers = ['ab', 'bZa', 'aab'];
    const { judge, asked } = scripted((_, call) => String(answers[call]));
    const consistent = createSelfConsistentJudge(judge, { permutations: 3 });
    const list = question('abc');
    const read = consistent.read(list, JSON.parse(JSON.stringify(await consistent.ask(list))));
    expect(read).toMatchObject({ outcome: 'partial', rankedIds: ['a', 'b'], distance: 1, comparisons: 3 });
    expect(read.answers.map(({ shownIds }) => shownIds.join(''))).toEqual(asked);
    expect(read.answers.map(({ rankedIds }) => rankedIds.join(''))).toEqual(['ab', 'ba', 'ab']);
    expect(read.issues).toEqual([
      { kind: 'unknown-label', label: 'Z' },
      { kind: 'repeated-label', label: 'a' },
      { kind: 'missing', entityId: 'c' },
    ]);
  });

  it('is malformed when all answers are, and says that none belong when most do', async () => {
    const outcome = async (...answers: string[]) => {
      const { judge } = scripted((_, call) => String(answers[call]));
      const consistent = createSelfConsistentJudge(judge, { permutations: answers.length });
      return consistent.read(question('abc'), await consistent.ask(question('abc')));
    };
    expect(await outcome('?', '', '!')).toMatchObject({ outcome: 'malformed', rankedIds: [], method: 'none' });
    expect(await outcome('none', 'none', 'abc')).toMatchObject({ outcome: 'none-belong', rankedIds: [], issues: [] });
    expect(await outcome('none', '?', 'abc')).toMatchObject({ outcome: 'complete', rankedIds: [...'abc'] });
  });

  it('adds up tokens and cost, which are unknown as soon as one is', async () => {
    const known = await createSelfConsistentJudge(scripted(sorted).judge, { permutations: 3 }).ask(question('abc'));
    expect(known.usage).toEqual({ promptTokens: 90, completionTokens: 6, costMicroUsd: 15 });
    const { judge } = scripted(sorted, (call) => (call === 1 ? null : 5));
    const consistent = createSelfConsistentJudge(judge, { permutations: 3 });
    expect((await consistent.ask(question('abc'))).usage.costMicroUsd).toBeNull();
    expect(consistent.estimateTokens(question('abc'))).toEqual({ promptTokens: 90, completionTokens: 6 });
  });

  it('gives lists and attempts orders of their own, the same ones every time', () => {
    const orders = (listIndex: number, attempt: number, seed = 1) =>
      JSON.stringify(
        createSelfConsistentJudge(scripted(sorted).judge, { permutations: 4, seed }).describe(question('abcdefgh', listIndex, attempt)),
      );
    expect(orders(0, 1)).toBe(orders(0, 1));
    expect(new Set([orders(0, 1), orders(1, 1), orders(0, 2), orders(0, 1, 2)]).size).toBe(4);
  });

  it('describes the questions that it asks', async () => {
    const { judge, asked } = scripted(sorted);
    const consistent = createSelfConsistentJudge(judge, { permutations: 3, seed: -5 });
    await consistent.ask(question('abcd', 7, 2));
    expect(consistent.describe(question('abcd', 7, 2))).toEqual({ seed: -5, permutations: asked.map((members) => ({ members })) });
  });

  it('stops between two calls when it is cancelled', async () => {
    const controller = new AbortController();
    const { judge, asked } = scripted((order) => {
      controller.abort();
      return order;
    });
    const asking = createSelfConsistentJudge(judge, { permutations: 3 }).ask(question('abc'), controller.signal);
    await expect(asking).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  it('refuses wrong settings, and lists that hold a seed', async () => {
    const { judge, asked } = scripted(sorted);
    for (const options of [{ permutations: 0 }, { permutations: 1.5 }, { permutations: 2, seed: 0.5 }, { permutations: 2, seed: NaN }])
      expect(() => createSelfConsistentJudge(judge, options)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING' }));
    expect(() => countPermutedCalls(2, 0)).toThrow(expect.objectContaining({ code: 'INVALID_SETTING' }));
    const consistent = createSelfConsistentJudge(judge, { permutations: 2 });
    await expect(consistent.ask(question('axb'))).rejects.toMatchObject({ code: 'DUPLICATE_ID' });
    expect(() => consistent.describe(question('axb'))).toThrow(expect.objectContaining({ code: 'DUPLICATE_ID' }));
    expect(asked).toEqual([]);
  });
});

describe('readSelfConsistentAnswer', () => {
  it.each<[JsonValue]>([[null], ['abc'], [['abc']], [{ answers: ['abc'] }], [{ seed: 1.5, answers: ['abc'] }], [{ seed: 1, answers: [] }]])(
    'calls %j malformed: it is no answer of this judge',
    (payload) => {
      const answer = { payload, usage: { promptTokens: 0, completionTokens: 0, costMicroUsd: 0 } };
      const read = readSelfConsistentAnswer(scripted(sorted).judge, question('abc'), answer);
      expect(read).toMatchObject({ outcome: 'malformed', rankedIds: [], issues: [{ kind: 'unparsable' }, {}, {}, {}] });
    },
  );
});
