import { zooOf } from '../testing/fixtures.js';
import { resolveEntities } from './resolve-entities.js';

const zoo = () =>
  zooOf(
    { name: 'Lion', aliases: ['Panthera leo'] },
    { name: 'Sea lion' },
    { id: 'cat', name: 'Jaguar' },
    { id: 'car', name: 'jaguar' },
    { name: 'Puma', aliases: ['Cougar'] },
    { name: 'أسد' },
    { name: '🦁' },
    { name: 'red fox' },
  );

describe('resolveEntities', () => {
  it('finds entities by id, name and alias, in any case, in the order asked', async () => {
    const { store, baseId, idOf } = await zoo();
    const references = [idOf('Puma').toUpperCase(), ' LION ', 'panthera  leo', 'cougar', 'أسد', '🦁', 'red\nfox'];
    const entities = await resolveEntities(store, baseId, references, 'seeds');
    expect(entities.map(({ name }) => name)).toEqual(['Puma', 'Lion', 'Lion', 'Puma', 'أسد', '🦁', 'red fox']);
  });

  it('refuses a name that several entities share and lists their ids', async () => {
    const { store, baseId, idOf } = await zoo();
    await expect(resolveEntities(store, baseId, ['Lion', 'Jaguar'], 'seeds')).rejects.toMatchObject({
      code: 'AMBIGUOUS_ENTITY',
      field: 'seeds[1]',
      candidates: expect.arrayContaining([
        { id: idOf('Jaguar'), name: 'Jaguar' },
        { id: idOf('jaguar'), name: 'jaguar' },
      ]) as unknown,
    });
  });

  it('refuses an unknown name and suggests the nearest', async () => {
    const { store, baseId } = await zoo();
    await expect(resolveEntities(store, baseId, ['Lion', 'Puma', 'Lionn'], 'seeds')).rejects.toMatchObject({
      code: 'UNKNOWN_ENTITY',
      field: 'seeds[2]',
      message: expect.stringContaining('Did you mean "Lion"') as string,
    });
  });

  it('refuses an id that is not in the base', async () => {
    const { store, baseId } = await zoo();
    const id = '00000000-0000-5000-8000-000000000000';
    await expect(resolveEntities(store, baseId, [id], 'negativeSeeds')).rejects.toMatchObject({
      code: 'UNKNOWN_ENTITY_ID',
      field: 'negativeSeeds[0]',
      ids: [id],
    });
  });

  it('clips a 10 kB name before it searches and before it shows it', async () => {
    const { store, baseId } = await zooOf({ name: 'x'.repeat(300) });
    const error = await resolveEntities(store, baseId, ['x'.repeat(10_000)], 'seeds').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'UNKNOWN_ENTITY', entityName: 'x'.repeat(300) });
    expect((error as Error).message.length).toBeLessThan(700);
    expect(store.searches).toEqual(['x'.repeat(300)]);
  });

  it('refuses an empty reference, and survives what no database can hold', async () => {
    const { store, baseId } = await zoo();
    await expect(resolveEntities(store, baseId, [' \u0000 '], 'seeds')).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'seeds[0]' });
    await expect(resolveEntities(store, baseId, ['Li\u0000o\ud800n'], 'seeds')).rejects.toMatchObject({ code: 'UNKNOWN_ENTITY' });
    expect(store.searches.at(-1)).toBe('li o n');
  });
});
