import { zooOf } from '../testing/fixtures.js';
import { searchEntities } from './search-entities.js';

describe('searchEntities', () => {
  it('normalises and clips the text before it searches', async () => {
    const { store, baseId } = await zooOf({ name: 'Lion' }, { name: 'Tiger' });
    expect((await searchEntities(store, baseId, '  LIOM ')).map((hit) => hit.entity.name)).toEqual(['Lion']);
    await searchEntities(store, baseId, 'Y'.repeat(10_000));
    expect(store.searches).toEqual(['liom', 'y'.repeat(300)]);
  });

  it.each(['', ' \n ', '\u0000'])('refuses the empty text %j', async (text) => {
    const { store, baseId } = await zooOf({ name: 'Lion' });
    await expect(searchEntities(store, baseId, text)).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'text' });
  });

  it.each([0, -1, 101, 1.5, Number.NaN])('refuses the limit %d', async (limit) => {
    const { store, baseId } = await zooOf({ name: 'Lion' });
    await expect(searchEntities(store, baseId, 'lion', limit)).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'limit' });
  });
});
