import { readFileSync } from 'node:fs';
import { averagePrecision } from './average-precision.js';
import { mesedDenominator } from './mesed-denominator.js';
import { METRIC_CUTOFFS } from './metric-input.js';
import { scoreQuery } from './score-query.js';

/** Made by trec_eval and by an evaluation of the MESED formulas in NumPy; see tools/golden/metrics-golden.py. */
interface GoldenFile {
  cutoffs: number[];
  cases: { ranked: string; gold: string; seeds: string; trec: Record<string, number>; mesed: Record<string, number> }[];
}

const golden = JSON.parse(readFileSync(new URL('./fixtures/metrics-golden.json', import.meta.url), 'utf8')) as GoldenFile;
const idsOf = (text: string) => text.split(' ').filter((id) => id !== '');

const cases = golden.cases.map((entry) => ({
  title: `${idsOf(entry.ranked).length} ranks, ${idsOf(entry.gold).length} gold, ${idsOf(entry.seeds).length} seeds`,
  rankedIds: idsOf(entry.ranked),
  goldIds: idsOf(entry.gold),
  seedIds: idsOf(entry.seeds),
  trec: entry.trec,
  mesed: entry.mesed,
}));

/** Within 1e-9. */
function expectSame(actual: number | undefined, expected: number | undefined): void {
  expect(Math.abs((actual ?? Number.NaN) - (expected ?? Number.NaN))).toBeLessThan(1e-9);
}

describe('the golden values', () => {
  it('cover the cutoffs in use', () => {
    expect(golden.cutoffs).toEqual([...METRIC_CUTOFFS]);
  });

  it('cover both branches of the MESED denominator', () => {
    const depths = cases.map(({ rankedIds, seedIds, goldIds }) => ({
      entries: rankedIds.filter((id) => !seedIds.includes(id)).length,
      gold: goldIds.length - seedIds.length,
    }));
    expect(depths.some(({ entries, gold }) => entries <= 50 && entries < gold)).toBe(true);
    expect(depths.some(({ entries, gold }) => entries > 50 && entries < gold)).toBe(true);
  });
});

describe.each(cases)('$title', ({ rankedIds, goldIds, seedIds, trec, mesed }) => {
  const scores = scoreQuery({ rankedIds, goldIds, seedIds, poolIds: rankedIds });

  it('agrees with trec_eval on hits, nDCG, reciprocal rank and pool recall', () => {
    for (const cutoff of METRIC_CUTOFFS) {
      expectSame(scores[`hits@${cutoff}`], trec[`P_${cutoff}`]);
      expectSame(scores[`ndcg@${cutoff}`], trec[`ndcg_cut_${cutoff}`]);
    }
    expectSame(scores.rr, trec['recip_rank']);
    expectSame(scores['pool-recall'], trec['set_recall']);
  });

  it('agrees with the independent evaluation of MESED AP and P', () => {
    for (const cutoff of METRIC_CUTOFFS) {
      expectSame(scores[`map@${cutoff}`], mesed[`ap_${cutoff}`]);
      expectSame(scores[`p@${cutoff}`], mesed[`p_${cutoff}`]);
    }
  });

  it("relates MESED AP to trec_eval's: AP@k · D = map_cut_k · |gold|", () => {
    const seeds = new Set(seedIds);
    const ranked = rankedIds.filter((id) => !seeds.has(id));
    const gold = new Set(goldIds.filter((id) => !seeds.has(id)));
    for (const cutoff of METRIC_CUTOFFS) {
      const denominator = mesedDenominator(gold.size, ranked.length, cutoff);
      expectSame(averagePrecision(ranked, gold, cutoff) * denominator, (trec[`map_cut_${cutoff}`] ?? Number.NaN) * gold.size);
    }
  });
});
