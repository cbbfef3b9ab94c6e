import type { EntityRow } from '../model.js';
import { zooOf } from '../testing/fixtures.js';
import { resolveSeeds } from './resolve-seeds.js';
import { validateSeeds } from './validate-seeds.js';

const entity = (name: string): EntityRow => ({
  id: `id of ${name}`,
  baseId: 'zoo',
  name,
  description: null,
  aliases: [],
  attributes: {},
  imageSha256s: [],
});
const [lion, tiger, shark] = ['lion', 'tiger', 'shark'].map(entity) as [EntityRow, EntityRow, EntityRow];

describe('validateSeeds', () => {
  it('passes good seeds without a warning', () => {
    expect(validateSeeds([lion, tiger], [shark])).toEqual({ seeds: [lion, tiger], negativeSeeds: [shark], warnings: [] });
  });

  it('refuses no seed and says how to give them', () => {
    expect(() => validateSeeds([], [shark])).toThrow('give at least one seed');
  });

  it('refuses more than 50 and names the limit', () => {
    const many = Array.from({ length: 100 }, (_, index) => entity(String(index)));
    expect(() => validateSeeds(many, [])).toThrow('seeds: give at most 50');
    expect(() => validateSeeds([lion], many)).toThrow('negativeSeeds: give at most 50');
    expect(validateSeeds(many.slice(0, 50), []).seeds).toHaveLength(50);
  });

  it('refuses the same entity as seed and negative seed, naming it', () => {
    expect(() => validateSeeds([tiger, lion], [shark, lion])).toThrow(/negativeSeeds\[1\].*seeds\[1\].*lion/);
  });

  it('warns of a single seed', () => {
    expect(validateSeeds([lion], []).warnings).toMatchObject([{ code: 'SINGLE_SEED' }]);
  });

  it('counts a doubled seed once and says so', () => {
    const { seeds, negativeSeeds, warnings } = validateSeeds([lion, tiger, lion], [shark, shark]);
    expect([seeds, negativeSeeds]).toEqual([[lion, tiger], [shark]]);
    expect(warnings).toEqual([
      { code: 'DUPLICATE_SEED', message: 'seeds[2]: "lion" is seeds[0] already and counts once.' },
      { code: 'DUPLICATE_NEGATIVE_SEED', message: 'negativeSeeds[1]: "shark" is negativeSeeds[0] already and counts once.' },
    ]);
    expect(validateSeeds([lion, lion], []).warnings.map(({ code }) => code)).toEqual(['DUPLICATE_SEED', 'SINGLE_SEED']);
  });
});

describe('resolveSeeds', () => {
  it('sees that a name and an alias are one entity', async () => {
    const { store, baseId } = await zooOf({ name: 'Lion', aliases: ['Leo'] }, { name: 'Tiger' });
    const resolved = await resolveSeeds(store, baseId, { seeds: ['Lion', 'Tiger', 'leo'] });
    expect(resolved.seeds.map(({ name }) => name)).toEqual(['Lion', 'Tiger']);
    expect(resolved.warnings).toMatchObject([{ code: 'DUPLICATE_SEED' }]);
    await expect(resolveSeeds(store, baseId, { seeds: ['Lion'], negativeSeeds: ['LEO'] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'negativeSeeds[0]',
    });
  });

  it('refuses 100 seeds before it looks any of them up', async () => {
    const { store, baseId } = await zooOf({ name: 'Lion' });
    store.entitiesByExactName = () => Promise.reject(new Error('looked up'));
    await expect(resolveSeeds(store, baseId, { seeds: Array.from({ length: 100 }, () => 'Lion') })).rejects.toThrow('at most 50');
  });
});
