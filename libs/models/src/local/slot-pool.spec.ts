import type { LlamaContextSequence } from 'node-llama-cpp';
import { createPrng, type Prng } from '@etcetera/ranking';
import { SequenceSlot, type TokenText } from './sequence-slot.js';
import { SlotPool } from './slot-pool.js';

/** A sequence that only keeps its tokens, and counts what it costs. */
class CountedSequence {
  tokens: number[] = [];
  constructor(private readonly counts: { read: number; forks: number }) {}
  get nextTokenIndex() {
    return this.tokens.length;
  }
  eraseContextTokenRanges([range]: readonly [{ start: number; end: number }]) {
    this.tokens.splice(range.start, range.end - range.start);
    return Promise.resolve();
  }
  evaluateWithoutGeneratingNewTokens(tokens: readonly number[]) {
    this.counts.read += tokens.length;
    this.tokens.push(...tokens);
    return Promise.resolve();
  }
  controlledEvaluate(input: readonly (number | readonly [number, unknown])[]) {
    this.counts.read += input.length;
    this.tokens.push(...input.map((item) => (typeof item === 'number' ? item : item[0])));
    return Promise.resolve([{ next: { logits: new Map([[0, 0]]), totalLogitWeight: 1 } }]);
  }
  _copyStateFromOtherSequence(other: CountedSequence, length: number) {
    this.counts.forks++;
    this.tokens = other.tokens.slice(0, length);
    return Promise.resolve(true);
  }
}

function poolOf(working: number, prompts: number, states: number) {
  const counts = { read: 0, forks: 0 };
  const sequences = Array.from({ length: working + prompts + states }, () => new CountedSequence(counts));
  const slots = sequences.map((sequence) => new SequenceSlot(sequence as unknown as LlamaContextSequence));
  const pool = new SlotPool({
    working: slots.slice(0, working),
    prompts: slots.slice(working, working + prompts),
    states: slots.slice(working + prompts),
  });
  const answer = async (texts: readonly TokenText[]) => {
    const given = await pool.prepare(texts);
    for (const [i, text] of texts.entries()) {
      const { tokens } = sequences[slots.indexOf(given[i] as SequenceSlot)] as CountedSequence;
      const whole = [...text.prompt, ...text.path];
      expect(tokens).toEqual(whole.slice(0, tokens.length));
      expect(tokens.length).toBeLessThan(whole.length);
    }
    expect(new Set(given).size).toBe(texts.length);
    expect(given.map((slot) => slots.indexOf(slot)).every((place) => place < texts.length)).toBe(true);
    const inOrder = pool.inOrder(given);
    expect(inOrder.map((slot) => slots.indexOf(slot))).toEqual(texts.map((_, i) => i));
    for (const slot of inOrder) await slot.next(texts[given.indexOf(slot)] as TokenText, [0]);
  };
  return { pool, counts, answer };
}

const promptOf = (which: number) => Array.from({ length: 20 }, (_, i) => 1000 * which + i);
const randomPath = (prng: Prng, longest: number) => Array.from({ length: prng.below(longest + 1) }, () => prng.below(3));

describe('SlotPool', () => {
  it.each([
    [4, 2, 0],
    [4, 2, 6],
    [8, 0, 5],
    [1, 1, 1],
  ])(
    'gives each text a slot that holds a part of it and nothing else, with %i working, %i prompt and %i state slots',
    async (...groups) => {
      for (let seed = 0; seed < 20; seed++) {
        const prng = createPrng(seed);
        const { pool, answer } = poolOf(...groups);
        const prompts = [promptOf(1), promptOf(2), [...promptOf(1), 7], [5]];
        for (let round = 0; round < 40; round++) {
          const prompt = prompts[prng.below(prompts.length)] as number[];
          if (prng.below(2) === 0)
            pool.expect(
              prompt,
              Array.from({ length: prng.below(9) }, () => [0, ...randomPath(prng, 4)]),
            );
          const size = 1 + prng.below(groups[0]);
          await answer(
            Array.from({ length: size }, () => ({
              prompt: prng.below(4) === 0 ? (prompts[prng.below(prompts.length)] as number[]) : prompt,
              path: randomPath(prng, 5),
            })),
          );
        }
      }
    },
  );

  const prompt = promptOf(1);
  const first = [10, 11, 12, 13];
  const warm = async ({ answer }: ReturnType<typeof poolOf>) => answer(Array.from({ length: 4 }, () => ({ prompt, path: [] })));

  it('keeps what is expected to be gone on from, and reads one token a text however long ago that was', async () => {
    const tried = poolOf(4, 1, 4);
    await warm(tried);
    await tried.answer(first.map((token) => ({ prompt, path: [token] })));
    for (let round = 0; round < 5; round++) {
      tried.pool.expect(
        prompt,
        first.map((token) => [token, 1]),
      );
      await tried.answer([20, 21, 22, 23].map((token) => ({ prompt, path: [token + 4 * round] })));
    }
    tried.counts.read = 0;
    await tried.answer(first.map((token) => ({ prompt, path: [token, 1] })));
    expect(tried.counts.read).toBe(4);
  });

  it('keeps the soonest when there is no room for all, and does not copy what is not expected', async () => {
    const tried = poolOf(4, 1, 2);
    await warm(tried);
    await tried.answer(first.map((token) => ({ prompt, path: [token] })));
    tried.pool.expect(prompt, [
      [12, 1],
      [10, 1],
      [11, 1],
    ]);
    const { forks } = tried.counts;
    await tried.answer([20, 21, 22, 23].map((token) => ({ prompt, path: [token] })));
    expect(tried.counts.forks - forks).toBe(2);
    tried.counts.read = 0;
    await tried.answer([10, 12, 11].map((token) => ({ prompt, path: [token, 1] })));
    expect(tried.counts.read).toBe(1 + 1 + 2);
  });

  it('forgets what is not expected any more for what is', async () => {
    const tried = poolOf(2, 1, 1);
    await warm2(tried);
    await tried.answer([10, 11].map((token) => ({ prompt, path: [token] })));
    tried.pool.expect(prompt, [[10, 1]]);
    await tried.answer([20, 21].map((token) => ({ prompt, path: [token] })));
    tried.pool.expect(prompt, [[21, 1]]);
    await tried.answer([30, 31].map((token) => ({ prompt, path: [token] })));
    tried.counts.read = 0;
    await tried.answer([{ prompt, path: [21, 1] }, { prompt, path: [10, 1] }]); // prettier-ignore
    expect(tried.counts.read).toBe(1 + 2);
  });

  it('lets a text go on in place, and its sibling from a copy', async () => {
    const tried = poolOf(2, 1, 0);
    await warm2(tried);
    await tried.answer([10, 11].map((token) => ({ prompt, path: [token] })));
    tried.counts.read = 0;
    const { forks } = tried.counts;
    await tried.answer([{ prompt, path: [10, 1] }, { prompt, path: [10, 2] }]); // prettier-ignore
    expect(tried.counts).toEqual({ read: 2, forks: forks + 1 });
  });

  it('shares the state slots between runs that alternate', async () => {
    const tried = poolOf(2, 2, 4);
    const [one, two] = [promptOf(1), promptOf(2)];
    for (const given of [one, two]) await tried.answer([{ prompt: given, path: [] }, { prompt: given, path: [] }]); // prettier-ignore
    for (const given of [one, two]) {
      await tried.answer([10, 11].map((token) => ({ prompt: given, path: [token] })));
      tried.pool.expect(given, [[10, 1], [11, 1]]); // prettier-ignore
    }
    for (const given of [one, two]) await tried.answer([20, 21].map((token) => ({ prompt: given, path: [token] })));
    tried.counts.read = 0;
    for (const given of [one, two]) await tried.answer([10, 11].map((token) => ({ prompt: given, path: [token, 1] })));
    expect(tried.counts.read).toBe(4);
  });

  it('refuses to be without working slots', () => {
    expect(() => new SlotPool({ working: [], prompts: [], states: [] })).toThrow(RangeError);
  });

  const warm2 = async ({ answer }: ReturnType<typeof poolOf>) =>
    answer([
      { prompt, path: [] },
      { prompt, path: [] },
    ]);
});
