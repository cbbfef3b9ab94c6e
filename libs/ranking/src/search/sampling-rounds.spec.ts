import { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { randomModel } from '../testing/random-model.js';
import { bestFirstSearch } from './best-first-search.js';
import { sampleInRounds, type SamplingRound } from './sampling-rounds.js';

const END = 99;
const keys = Array.from({ length: 60 }, (_, i) => ({ entityId: `e${String(i).padStart(2, '0')}`, tokens: [i % 10, 10 + (i % 7), 20 + i] }));
const tree = PrefixTree.build(keys, END);
const seedPrompt = [1, 2];
const promptOf = (acceptedId: string | null) => (acceptedId === null ? seedPrompt : [...seedPrompt, 64 + Number(acceptedId.slice(1))]);
const options = { promptOf, alpha: 0.6, exclude: new Set(['e00']), maxSteps: 1e6, perRound: 8, target: 200, maxRounds: 50 };

describe('sampleInRounds', () => {
  it('continues the seeds first, then the seeds and the best entity that has not stood beside them yet', async () => {
    const model = randomModel(4, 50);
    const { rounds } = await sampleInRounds(model, tree, { ...options, maxRounds: 4 });
    expect(rounds[0]?.acceptedId).toBeNull();
    const first = await bestFirstSearch(model, tree, { ...options, prompt: seedPrompt, count: 8 });
    expect(rounds[0]?.outcome).toEqual(first);
    expect(rounds[1]?.acceptedId).toBe(first.entities[0]?.entityId);
    const accepted = rounds.map((round) => round.acceptedId);
    expect(new Set(accepted).size).toBe(accepted.length);
    const second = await bestFirstSearch(model, tree, { ...options, prompt: promptOf(accepted[1] ?? null), count: 8 });
    expect(rounds[1]?.outcome).toEqual(second);
  });

  it('fuses the rounds by reciprocal rank, ties by id, and never returns what is excluded', async () => {
    const { entities, rounds, steps } = await sampleInRounds(randomModel(4, 50), tree, { ...options, fusionConstant: 5, maxRounds: 3 });
    expect(steps).toBe(rounds.reduce((sum, round) => sum + round.outcome.steps, 0));
    for (const { entityId, score, rounds: places } of entities) {
      const ranks = rounds.map((round) => round.outcome.entities.findIndex((entity) => entity.entityId === entityId));
      expect(places).toEqual(ranks.flatMap((rank, index) => (rank >= 0 ? [index] : [])));
      expect(score).toBeCloseTo(
        ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (5 + rank + 1)), 0),
        12,
      );
    }
    expect(entities.map(({ entityId }) => entityId)).not.toContain('e00');
    expect(entities).toEqual([...entities].sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1)));
  });

  it('ends after a round without news', async () => {
    const { rounds, endedBy } = await sampleInRounds(randomModel(4, 50), tree, options);
    expect(endedBy).toBe('no-news');
    expect(rounds.at(-1)?.news).toBe(0);
    expect(rounds.slice(0, -1).every((round) => round.news > 0)).toBe(true);
    const known = new Set<string>();
    for (const { news, found, outcome } of rounds) {
      expect(found).toBe(outcome.entities.length);
      expect(news).toBe(outcome.entities.filter(({ entityId }) => !known.has(entityId)).length);
      outcome.entities.forEach(({ entityId }) => known.add(entityId));
    }
  });

  it('ends when the target, the rounds or the steps are reached', async () => {
    const ended = async (settings: object) => sampleInRounds(randomModel(4, 50), tree, { ...options, ...settings });
    const target = await ended({ target: 12 });
    expect([target.endedBy, target.entities.length >= 12]).toEqual(['target', true]);
    expect(await ended({ maxRounds: 1 })).toMatchObject({ endedBy: 'rounds', rounds: [{}] });
    const steps = await ended({ maxSteps: 100 });
    expect([steps.endedBy, steps.steps <= 100]).toEqual(['steps', true]);
  });

  it('finds nothing in an empty tree, and ends there', async () => {
    const found = await sampleInRounds(randomModel(1), PrefixTree.build([], END), options);
    expect(found).toMatchObject({ entities: [], steps: 0, endedBy: 'no-news' });
  });

  it('says after each round what is known, and stops with the reason of the signal', async () => {
    const seen: [SamplingRound, number][] = [];
    const stop = new AbortController();
    const sampled = sampleInRounds(randomModel(4, 50), tree, {
      ...options,
      signal: stop.signal,
      onRound: (round, entities) => {
        seen.push([round, entities.length]);
        if (seen.length === 2) stop.abort(new Error('enough'));
      },
    });
    await expect(sampled).rejects.toThrow('enough');
    expect(seen.map(([round, known]) => [round.acceptedId === null, known])).toEqual([
      [true, 8],
      [false, 8 + (seen[1]?.[0].news ?? 0)],
    ]);
  });

  it.each(['perRound', 'target', 'maxRounds'])('refuses %s = 0', async (field) => {
    await expect(sampleInRounds(randomModel(1), tree, { ...options, [field]: 0 })).rejects.toMatchObject({ name: 'RankingError', field });
  });
});
