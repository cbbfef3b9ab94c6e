import { InvalidInputError } from '@etcetera/knowledge';
import type { Channel } from '../model.js';
import { resolveConfig, type ConfigFacts } from './resolve-config.js';

const all: ConfigFacts = {
  available: new Set<Channel>(['language-model', 'embedding', 'text']),
  judgeKind: 'constrained',
  defaultPreset: 'quick',
  membershipHolds: true,
  describedShare: 1,
};

describe('resolveConfig', () => {
  it('fills in every setting, and takes the mixture that fits the base', () => {
    const { config, warnings } = resolveConfig({}, all);
    expect(warnings).toEqual([]);
    expect(config).toMatchObject({
      method: 'lusar',
      preset: 'quick',
      candidateCount: 60,
      listsPerCandidate: 2,
      listLength: 10,
      judge: 'constrained',
      channelWeights: { 'language-model': 1, embedding: 4, text: 0 },
    });
    expect(Object.values(config).every((value) => value !== undefined)).toBe(true);
    expect(resolveConfig({}, { ...all, describedShare: 0.2 }).config).toMatchObject({
      channelWeights: { 'language-model': 2, embedding: 3 },
      priorWeight: 0.25,
      fusionConstant: 10,
    });
  });

  it('looks for the end by the model of membership only where it was fitted', () => {
    expect(resolveConfig({}, all).config.cut).toBe('membership');
    expect(resolveConfig({}, { ...all, membershipHolds: false }).config.cut).toBe('change-point');
    expect(resolveConfig({ channelWeights: { 'language-model': 9 } }, all).config.cut).toBe('change-point');
  });

  it('keeps what was asked for', () => {
    const { config } = resolveConfig(
      {
        preset: 'thorough',
        candidateCount: 33,
        aggregation: 'thurstone',
        adaptive: true,
        pageDepth: 7,
        channelWeights: { text: 2 },
        limits: { maxCalls: 7 },
        seed: -5,
      },
      all,
    );
    expect(config).toMatchObject({ candidateCount: 33, listsPerCandidate: 5, channelWeights: { embedding: 4, text: 2 }, seed: -5 });
    expect(config).toMatchObject({ aggregation: 'thurstone', adaptive: true, pageDepth: 7 });
    expect(resolveConfig({ search: 'beam', renormalise: true }, all).config).toMatchObject({ search: 'beam', renormalise: true });
    expect(config.limits).toMatchObject({ maxCalls: 7, maxSeconds: 3600 });
  });

  it.each([
    ['candidateCount', { candidateCount: 0 }],
    ['candidateCount', { candidateCount: 1001 }],
    ['listLength', { listLength: 1 }],
    ['listsPerCandidate', { listsPerCandidate: 2.5 }],
    ['priorWeight', { priorWeight: Number.NaN }],
    ['judgeWeight', { judgeWeight: 1.1 }],
    ['channelWeights.embedding', { channelWeights: { embedding: -1 } }],
    ['pageDepth', { pageDepth: 0 }],
    ['search', { search: 'guess' as never }],
    ['aggregation', { aggregation: 'magic' as never }],
    ['maxSeconds', { limits: { maxSeconds: 0 } }],
  ])('names the setting %s when it is out of range', (field, overrides) => {
    expect(() => resolveConfig(overrides, all)).toThrow(InvalidInputError);
    expect(() => resolveConfig(overrides, all)).toThrow(new RegExp(`^${field.replace('.', '\\.')}:`));
  });

  it('uses one channel and no judge for the baselines, and refuses one whose channel is not there', () => {
    expect(resolveConfig({ method: 'embedding-centroid' }, all).config).toMatchObject({
      judge: null,
      listsPerCandidate: 0,
      channelWeights: { 'language-model': 0, embedding: 1, text: 0 },
    });
    expect(() => resolveConfig({ method: 'lusar-stage1' }, { ...all, available: new Set(['text']) })).toThrow(/needs a language model/);
  });

  it('leaves out channels that are not there and says so', () => {
    const { config, warnings } = resolveConfig({}, { ...all, available: new Set(['embedding', 'text']), judgeKind: undefined });
    expect(config).toMatchObject({ judge: null, listsPerCandidate: 0, channelWeights: { 'language-model': 0, embedding: 4 } });
    expect(warnings.map((warning) => warning.code)).toEqual(['CHANNEL_UNAVAILABLE', 'NO_JUDGE']);
  });
});
