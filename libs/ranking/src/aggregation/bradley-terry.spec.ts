import { readFileSync } from 'node:fs';
import type { Judgement } from '../judging/judgement.js';
import { createPrng } from '../random/prng.js';
import { bradleyTerry, createBradleyTerry } from './bradley-terry.js';
import { inputOf, type GoldenFile } from './testing/golden-cases.js';

const golden = JSON.parse(readFileSync(new URL('./fixtures/aggregation-golden.json', import.meta.url), 'utf8')) as GoldenFile;
const complete = (...ids: string[]): Judgement => ({ outcome: 'complete', shownIds: ids, rankedIds: ids });

/** Neighbours only, the earlier candidate wins twice and loses once. */
const chain = (n: number) => {
  const candidates = Array.from({ length: n }, (_, i) => `c${i}`);
  const pairs = candidates.slice(1).map((b, i) => [candidates[i] as string, b] as const);
  return { candidates, judgements: pairs.flatMap(([a, b]) => [complete(a, b), complete(a, b), complete(b, a)]) };
};

/** Lists drawn and ordered at random. */
const randomLists = (n: number, lists: number, length: number) => {
  const prng = createPrng(n);
  const candidates = Array.from({ length: n }, (_, i) => `c${i}`);
  return { candidates, judgements: Array.from({ length: lists }, () => complete(...prng.shuffled(candidates).slice(0, length))) };
};

describe('bradleyTerry', () => {
  it.each([
    { kind: 'likelihood' as const, tool: 'choix.mm_pairwise', precision: 0 },
    { kind: 'posterior' as const, tool: 'choix.opt_pairwise', precision: golden.precision },
  ])('agrees with $tool, its errors with the Fisher information inverted by NumPy', ({ kind, precision }) => {
    for (const entry of golden.cases) {
      const { values, errors, confidence } = entry.bradleyTerry[kind];
      const actual = createBradleyTerry({ priorPrecision: precision })(inputOf(entry));
      actual.scores.forEach(({ value, standardError }, i) => {
        expect(value).toBeCloseTo(values[i] as number, 5);
        expect(standardError).toBeCloseTo(errors[i] as number, 5);
      });
      expect(actual.confidence?.('0', '1')).toBeCloseTo(confidence[0], 6);
      expect(actual.confidence?.('2', '3')).toBeCloseTo(confidence[1], 6);
    }
  });

  it('has the golden precision as its default', () => {
    const input = inputOf(golden.cases[0]!);
    expect(JSON.stringify(bradleyTerry(input))).toBe(JSON.stringify(createBradleyTerry({ priorPrecision: golden.precision })(input)));
  });

  it('puts neighbours of a chain that wins two to one ln 2 apart, however long it is', () => {
    const { scores } = createBradleyTerry({ priorPrecision: 0 })(chain(60));
    for (let i = 1; i < 60; i++) expect((scores[i - 1]?.value ?? 0) - (scores[i]?.value ?? 0)).toBeCloseTo(Math.LN2, 4);
  });

  it('keeps candidates that won or lost everything finite, the further out the weaker the prior', () => {
    const judgements = [complete('a', 'b', 'c'), complete('a', 'c', 'b'), complete('a', 'b', 'c')];
    const first = [1, 0.1, 1e-3].map(
      (priorPrecision) => createBradleyTerry({ priorPrecision })({ candidates: ['a', 'b', 'c'], judgements }).scores[0],
    );
    const values = first.map((score) => score?.value ?? 0);
    expect(values[0]).toBeGreaterThan(0.5);
    expect(values[1]).toBeGreaterThan(values[0] as number);
    expect(values[2]).toBeGreaterThan(values[1] as number);
    expect(values[2]).toBeLessThan(30);
  });

  it('has no answer without a prior when somebody never lost', () => {
    expect(() => createBradleyTerry({ priorPrecision: 0 })({ candidates: ['a', 'b'], judgements: [complete('a', 'b')] })).toThrow(
      expect.objectContaining({ code: 'NOT_CONVERGED', value: { iteration: 0, residual: null } }),
    );
  });

  it('says where it stood when the passes were too few', () => {
    expect(() => createBradleyTerry({ maxIterations: 5 })(chain(60))).toThrow(
      expect.objectContaining({ code: 'NOT_CONVERGED', value: { iteration: 5, residual: expect.any(Number) } }),
    );
  });

  it('puts the mean of every group that nothing links at 0, and is not sure of anything between them', () => {
    for (const priorPrecision of [0.1, 0]) {
      const judgements = [complete('a', 'b'), complete('a', 'b'), complete('b', 'a'), complete('c', 'd'), complete('d', 'c')];
      const { scores, notes, confidence } = createBradleyTerry({ priorPrecision })({ candidates: ['a', 'b', 'c', 'd', 'e'], judgements });
      const [a, b, c, d, e] = scores.map(({ value }) => value);
      expect(a).toBeCloseTo(-(b as number), 6);
      expect([c, d, e]).toEqual([0, 0, null]);
      expect(confidence?.('a', 'b')).toBeGreaterThan(0.5);
      expect(confidence?.('a', 'c')).toBe(0.5);
      expect(notes).toEqual([expect.stringContaining('2 groups')]);
    }
  });

  it('takes errors from the diagonal in large groups and says so; they differ little where everybody meets many', () => {
    const input = randomLists(60, 90, 8);
    const [exact, diagonal] = [200, 59].map((exactErrorsUpTo) => createBradleyTerry({ exactErrorsUpTo })(input));
    exact?.scores.forEach(({ value, standardError }, i) => {
      const other = diagonal?.scores[i];
      expect(other?.value).toBe(value);
      expect((other?.standardError ?? 0) / (standardError ?? 1)).toBeGreaterThan(0.95);
      expect((other?.standardError ?? 0) / (standardError ?? 1)).toBeLessThan(1.05);
      expect(other?.standardError).not.toBe(standardError);
    });
    expect(exact?.notes).toEqual([]);
    expect(diagonal?.notes).toEqual([expect.stringContaining('more than 59')]);
    expect(Math.abs((exact?.confidence?.('c0', 'c1') ?? 0) - (diagonal?.confidence?.('c0', 'c1') ?? 1))).toBeLessThan(0.02);
  });

  it('has errors as large as the values are wrong: judgements of ten by a judge that errs as the model says', () => {
    const prng = createPrng(11);
    const uniform = () => (prng.below(1 << 30) + 0.5) / (1 << 30);
    const squares: number[] = [];
    for (let world = 0; world < 8; world++) {
      const candidates = Array.from({ length: 40 }, (_, i) => `c${i}`);
      const strengths = new Map(candidates.map((id) => [id, 4 * (uniform() - 0.5)]));
      const mean = [...strengths.values()].reduce((sum, strength) => sum + strength / 40, 0);
      // Every candidate in five lists of ten; a choice by strength each time is strength plus Gumbel noise.
      const judgements = Array.from({ length: 5 }, () => prng.shuffled(candidates)).flatMap((order) =>
        [0, 10, 20, 30].map((start) => {
          const heard = new Map(
            order.slice(start, start + 10).map((id) => [id, (strengths.get(id) as number) - Math.log(-Math.log(uniform()))]),
          );
          return complete(...[...heard.keys()].sort((a, b) => (heard.get(b) as number) - (heard.get(a) as number)));
        }),
      );
      for (const { entityId, value, standardError } of bradleyTerry({ candidates, judgements }).scores)
        squares.push((((value as number) - (strengths.get(entityId) as number) + mean) / (standardError as number)) ** 2);
    }
    const spread = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
    // Counting each comparison for a whole one makes this about 1.9.
    expect(spread).toBeGreaterThan(0.8);
    expect(spread).toBeLessThan(1.2);
  });

  it.each([
    { priorPrecision: -1 },
    { priorPrecision: 1e-4 },
    { priorPrecision: NaN },
    { priorPrecision: Infinity },
    { exactErrorsUpTo: -1 },
    { tolerance: 0 },
    { maxIterations: 0 },
  ])('refuses %j', (settings) => {
    expect(() => createBradleyTerry(settings)).toThrow(
      expect.objectContaining({ code: 'INVALID_SETTING', field: Object.keys(settings)[0] }),
    );
  });
});
