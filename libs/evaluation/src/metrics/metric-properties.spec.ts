import fc from 'fast-check';
import { averagePrecision } from './average-precision.js';
import { cappedPrecision } from './capped-precision.js';
import { hitsAt } from './hits.js';
import { mesedDenominator } from './mesed-denominator.js';
import { ndcg } from './ndcg.js';
import { poolRecall } from './pool-recall.js';
import { reciprocalRank } from './reciprocal-rank.js';

const METRICS = {
  averagePrecision,
  cappedPrecision,
  hitsAt,
  ndcg,
  reciprocalRank: (ranked: readonly string[], gold: ReadonlySet<string>) => reciprocalRank(ranked, gold),
  poolRecall: (ranked: readonly string[], gold: ReadonlySet<string>) => poolRecall(ranked, gold),
};
const ALL = Object.entries(METRICS).map(([name, metric]) => ({ name, metric }));
const named = (...names: (keyof typeof METRICS)[]) => names.map((name) => ({ name, metric: METRICS[name] }));

const entityId = fc.nat(160).map((number) => `e${number}`);
const ranking = fc.array(entityId, { maxLength: 150, size: 'max' });
const goldSet = fc.uniqueArray(entityId, { minLength: 1, maxLength: 130, size: 'max' }).map((ids) => new Set(ids));
const cutoff = fc.oneof(fc.constantFrom(10, 20, 50, 100), fc.integer({ min: 1, max: 160 }));
const misses = fc.nat(120).map((count) => Array.from({ length: count }, (_, index) => `miss${index}`));

describe.each(ALL)('$name', ({ metric }) => {
  it('lies between 0 and 1 for any ranking, repetitions included', () => {
    fc.assert(
      fc.property(ranking, goldSet, cutoff, (ranked, gold, k) => {
        const value = metric(ranked, gold, k);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('is 0 exactly when no gold entity is among the ranks it looks at', () => {
    fc.assert(
      fc.property(ranking, goldSet, (ranked, gold) => {
        expect(metric(ranked, gold, 150) > 0).toBe(ranked.some((id) => gold.has(id)));
      }),
    );
  });

  it('never falls when a hit changes places with a miss right above it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(entityId, { minLength: 2, maxLength: 120, size: 'max' }), goldSet, cutoff, (ranked, gold, k) => {
        const index = ranked.findIndex((id, at) => at > 0 && gold.has(id) && !gold.has(ranked[at - 1] ?? ''));
        fc.pre(index > 0);
        const better = [...ranked.slice(0, index - 1), ranked[index] ?? '', ranked[index - 1] ?? '', ...ranked.slice(index + 1)];
        expect(metric(better, gold, k)).toBeGreaterThanOrEqual(metric(ranked, gold, k) - 1e-12);
      }),
    );
  });
});

describe.each(named('averagePrecision', 'cappedPrecision', 'ndcg', 'reciprocalRank', 'poolRecall'))('$name', ({ metric }) => {
  it('is 1 for a perfect ranking, with or without misses behind the gold set', () => {
    fc.assert(
      fc.property(goldSet, misses, cutoff, (gold, tail, k) => {
        expect(metric([...gold, ...tail], gold, k)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe.each(named('hitsAt', 'ndcg', 'reciprocalRank', 'poolRecall'))('$name', ({ metric }) => {
  it('does not change when misses are appended', () => {
    fc.assert(
      fc.property(ranking, goldSet, misses, cutoff, (ranked, gold, tail, k) => {
        expect(metric([...ranked, ...tail], gold, k)).toBe(metric(ranked, gold, k));
      }),
    );
  });
});

describe.each(named('averagePrecision', 'cappedPrecision'))('$name', ({ metric }) => {
  it('never rises when misses are appended, unless they take the cut prediction past 50 entries', () => {
    fc.assert(
      fc.property(ranking, goldSet, misses, cutoff, (ranked, gold, tail, k) => {
        const crossesStep = Math.min(ranked.length, k) <= 50 && Math.min(ranked.length + tail.length, k) > 50;
        fc.pre(!crossesStep);
        expect(metric([...ranked, ...tail], gold, k)).toBeLessThanOrEqual(metric(ranked, gold, k));
      }),
    );
  });

  it('at k ≤ 50 does not change when misses are appended, however many', () => {
    fc.assert(
      fc.property(ranking, goldSet, misses, fc.integer({ min: 1, max: 50 }), (ranked, gold, tail, k) => {
        expect(metric([...ranked, ...tail], gold, k)).toBe(metric(ranked, gold, k));
      }),
    );
  });
});

describe('mesedDenominator', () => {
  it('equals min(|gold|, k) except for predictions of more than 50 and fewer than k entries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(300), cutoff, (goldCount, predictedCount, k) => {
        const plain = Math.min(goldCount, k);
        const isForgiving = predictedCount > 50 && predictedCount < k;
        expect(mesedDenominator(goldCount, predictedCount, k)).toBe(isForgiving ? Math.min(plain, predictedCount) : plain);
      }),
    );
  });
});
