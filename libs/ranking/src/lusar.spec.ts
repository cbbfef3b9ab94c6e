import fc from 'fast-check';
import { AGGREGATOR_NAMES } from './aggregation/named-aggregators.js';
import { lusar } from './lusar.js';
import type { LusarPage, LusarPorts, LusarSettings } from './lusar-types.js';

const settings: LusarSettings = {
  candidateCount: 20,
  resultLimit: 30,
  fusionConstant: 10,
  listLength: 5,
  listsPerCandidate: 2,
  aggregation: 'borda',
  adaptive: false,
  cut: 'change-point',
  depth: 10,
  judgeWeight: 0.5,
  negativeWeight: 1,
  seed: 42,
};
const ids = Array.from({ length: 30 }, (_, i) => `e${String(i).padStart(2, '0')}`);

function ports(over: Partial<LusarPorts> = {}): LusarPorts & { pages: LusarPage[]; asked: string[][] } {
  const pages: LusarPage[] = [];
  const asked: string[][] = [];
  return {
    pages,
    asked,
    judgeConcurrency: 1,
    async *propose() {
      yield { channel: 'embedding', weight: 1, candidates: ids.map((entityId, i) => ({ entityId, score: 1 - i / 30 })) };
    },
    judge: async (_, shownIds) => {
      asked.push([...shownIds]);
      return [{ shownIds, rankedIds: [...shownIds].sort(), outcome: 'complete', issues: [] }];
    },
    leanToNegatives: async () => new Map(),
    publish: async (page) => void pages.push(page),
    ...over,
  };
}

describe('lusar', () => {
  it('is deterministic by seed, whatever the concurrency of the judge', async () => {
    const run = async (judgeConcurrency: number, seed = 42) =>
      JSON.stringify((await lusar({ ...settings, seed }, ports({ judgeConcurrency }))).ranking);
    expect(await run(1)).toBe(await run(4));
    expect(await run(1)).toBe(await run(1));
  });

  it('follows the judge alone when its weight is 1, and stage 1 alone when there are no lists', async () => {
    const reversed = ports({
      judge: async (_, shownIds) => [{ shownIds, rankedIds: [...shownIds].sort().reverse(), outcome: 'complete', issues: [] }],
    });
    const judged = await lusar({ ...settings, judgeWeight: 1, listsPerCandidate: 10 }, reversed);
    expect(judged.ranking[0]?.entityId).toBe('e19');
    const plain = await lusar({ ...settings, listsPerCandidate: 0 }, ports());
    expect(plain.ranking.map((entity) => entity.entityId)).toEqual(ids);
    expect(plain.ranking.every((entity) => entity.exposures === 0)).toBe(true);
  });

  it('keeps entities below K under the judged ones, marked by zero exposures', async () => {
    const { ranking } = await lusar({ ...settings, judgeWeight: 1 }, ports());
    expect(ranking.slice(0, 20).every((entity) => entity.exposures === 2)).toBe(true);
    expect(ranking.slice(20).map((entity) => entity.entityId)).toEqual(ids.slice(20));
  });

  it.each(AGGREGATOR_NAMES)('ranks by the aggregator %s', async (aggregation) => {
    const { ranking } = await lusar({ ...settings, aggregation, judgeWeight: 1, listsPerCandidate: 6 }, ports());
    expect(ranking.slice(0, 3).map((entity) => entity.entityId)).toEqual(ids.slice(0, 3));
    expect(ranking.every((entity) => entity.score > 0 && entity.score <= 1)).toBe(true);
  });

  it('judges in focused rounds when it is to adapt: as many lists as planned, more of them about the top', async () => {
    const used = ports({ judgeConcurrency: 3 });
    const plain = await lusar(settings, ports());
    const adaptive = await lusar({ ...settings, adaptive: true, depth: 5, aggregation: 'thurstone', judgeWeight: 1 }, used);
    expect(adaptive.lists).toHaveLength(plain.lists.length);
    expect(used.asked).toEqual(adaptive.lists);
    expect(adaptive.ranking.slice(0, 5).map((entity) => entity.entityId)).toEqual(ids.slice(0, 5));
    const exposures = (place: number) => adaptive.ranking[place]?.exposures as number;
    expect(exposures(0)).toBeGreaterThan(exposures(19));
    const again = await lusar({ ...settings, adaptive: true, depth: 5, aggregation: 'thurstone', judgeWeight: 1 }, ports());
    expect(JSON.stringify(again)).toBe(JSON.stringify(adaptive));
  });

  it('hands on what the aggregator says of its data, and nothing where nothing was judged', async () => {
    const notesOf = async (listsPerCandidate: number) =>
      (await lusar({ ...settings, aggregation: 'thurstone', listsPerCandidate }, ports())).notes;
    expect((await notesOf(1)).join()).toContain('4 groups that nothing links');
    expect(await notesOf(0)).toEqual([]);
  });

  it('goes on with focused rounds when nobody is there to judge', async () => {
    const { ranking } = await lusar({ ...settings, adaptive: true }, ports({ judge: async () => [] }));
    expect(ranking.map((entity) => entity.entityId)).toEqual(ids);
  });

  it('gives scores that strictly fall with the rank', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), async (seed, judgeWeight) => {
        const { ranking } = await lusar(
          { ...settings, seed, judgeWeight },
          ports({ judge: async (_, shownIds) => [{ shownIds, rankedIds: [], outcome: 'none-belong', issues: [] }] }),
        );
        const scores = ranking.map((entity) => entity.score);
        expect(scores.every((score, i) => i === 0 || score < (scores[i - 1] as number))).toBe(true);
        expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('pushes down what leans to the negative seeds', async () => {
    const { ranking } = await lusar(settings, ports({ leanToNegatives: async () => new Map([['e00', 0.9]]) }));
    expect(ranking.findIndex((entity) => entity.entityId === 'e00')).toBeGreaterThan(10);
  });

  it('publishes neighbours first, then pages on the way that say how much is judged', async () => {
    const used = ports();
    await lusar(settings, used);
    expect(used.pages[0]).toMatchObject({ stage: 'neighbours', judged: 0 });
    const shares = used.pages.filter((page) => page.stage === 'judging').map((page) => page.judged);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
  });

  it('says with which confidence the set ends where, when a fitted model holds for its main channel', async () => {
    const scores = ids.map((_, i) => (i < 8 ? 0.75 - i / 100 : 0.3 - i / 200));
    const used = ports({
      async *propose() {
        yield { channel: 'embedding', weight: 1, candidates: ids.map((entityId, i) => ({ entityId, score: scores[i] as number })) };
      },
    });
    const { cut } = await lusar({ ...settings, cut: 'membership', judgeWeight: 0 }, used);
    expect(cut?.membership?.rank).toBe(cut?.position);
    expect(cut?.membership?.confidence).toBeGreaterThan(0);
    expect(cut?.membership?.members.low).toBeLessThanOrEqual(cut?.membership?.members.high as number);
    const plain = await lusar({ ...settings, judgeWeight: 0 }, used);
    expect(plain.cut).toMatchObject({ position: 8, membership: null });
    const elsewhere = await lusar(
      { ...settings, cut: 'membership' },
      ports({
        async *propose() {
          yield { channel: 'text', weight: 1, candidates: ids.map((entityId, i) => ({ entityId, score: scores[i] as number })) };
        },
      }),
    );
    expect(elsewhere.cut?.membership).toBeNull();
  });

  it('returns an empty ranking when nothing is proposed', async () => {
    const outcome = await lusar(settings, ports({ async *propose() {} }));
    expect(outcome).toEqual({ ranking: [], cut: null, lists: [], notes: [] });
  });
});
