import { balancedShortLists, createPrng, planFocusedRounds, type ListJudge } from '@etcetera/ranking';
import { resolveConfig } from '../config/resolve-config.js';
import type { Channel } from '../model.js';
import { planExpansion } from './plan-expansion.js';

const judge = (kind: 'local' | 'remote') =>
  ({
    identity: { name: 'j', fingerprint: 'j', kind },
    estimateTokens: () => ({ promptTokens: 50, completionTokens: 5 }),
  }) as unknown as ListJudge;
const facts = {
  proposable: 500,
  seeds: 3,
  negativeSeeds: 0,
  judge: judge('local'),
  tokenModel: { name: 'm', fingerprint: 'm', kind: 'local' as const },
  warnings: [],
};
const config = (overrides = {}) =>
  resolveConfig(overrides, {
    available: new Set<Channel>(['language-model', 'embedding', 'text']),
    judgeKind: 'constrained',
    defaultPreset: 'quick',
    membershipHolds: true,
    describedShare: 1,
  }).config;

describe('planExpansion', () => {
  it('plans as many judgements as the list design makes, for all n from 0 to 300', () => {
    for (let n = 0; n <= 300; n++) {
      const settings = config({ candidateCount: 300, listsPerCandidate: 2 });
      const lists = balancedShortLists(
        Array.from({ length: n }, (_, i) => String(i)),
        settings.listLength,
        settings.listsPerCandidate,
        createPrng(1),
      );
      expect(planExpansion(settings, { ...facts, proposable: n }).judgements).toBe(lists.length);
    }
  });

  it('plans as many judgements as focused rounds make, for all n from 0 to 300', () => {
    const settings = config({ candidateCount: 300, listsPerCandidate: 3, adaptive: true });
    for (let n = 0; n <= 300; n++) {
      const { judgements } = planExpansion(settings, { ...facts, proposable: n });
      const rounds = planFocusedRounds(n, settings.listLength, judgements);
      expect(rounds.reduce((sum, round) => sum + round.calls, 0)).toBe(judgements);
    }
  });

  it('counts tokens by the judge, and tells a price that is not known from none', () => {
    expect(planExpansion(config(), facts)).toMatchObject({
      judgements: 12,
      calls: 12,
      promptTokens: 600,
      completionTokens: 60,
      costMicroUsd: 0,
    });
    expect(planExpansion(config(), { ...facts, judge: judge('remote') }).costMicroUsd).toBeNull();
  });

  it('plans no search without a language model and no judgement without a judge', () => {
    expect(planExpansion(config(), { ...facts, judge: undefined, tokenModel: undefined })).toMatchObject({
      judgements: 0,
      maxSearchSteps: 0,
      promptTokens: 0,
    });
  });
});
