import type { MemberDecision } from '../model.js';
import { actor, zooOf } from '../testing/fixtures.js';
import { saveSet } from './save-set.js';

const zoo = async () => {
  const made = await zooOf({ name: 'Lion' }, { name: 'Tiger' });
  const save = (change: object) => saveSet(made.store, { baseId: made.baseId, name: 'Big cats', members: [], ...change }, actor);
  return { ...made, save };
};

describe('saveSet', () => {
  it('creates a set, then replaces it when the version is the one that was loaded', async () => {
    const { store, idOf, save } = await zoo();
    const first = await save({ name: ' Big cats ', description: ' wild ', members: [{ entityId: idOf('Lion'), status: 'SEED' }] });
    expect(first).toMatchObject({
      name: 'Big cats',
      description: 'wild',
      version: 1,
      members: [{ entityId: idOf('Lion'), status: 'SEED' }],
    });
    expect(
      await save({ members: [{ entityId: idOf('Tiger'), status: 'ACCEPTED', rank: 1, score: 0.5 }], expectedVersion: 1 }),
    ).toMatchObject({ version: 2 });
    await expect(save({ expectedVersion: 1 })).rejects.toMatchObject({ code: 'STALE_VERSION', expected: 1, actual: 2 });
    expect((await store.listSets(first.baseId)).map((set) => set.version)).toEqual([2]);
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'Big\ncats' }, 'name'],
    [{ name: 'x'.repeat(301) }, 'name'],
    [{ description: 'x'.repeat(10_001) }, 'description'],
    [{ description: '\u0000' }, 'description'],
    [{ expectedVersion: 0 }, 'expectedVersion'],
  ])('refuses %j', async (change, field) => {
    const { save } = await zoo();
    await expect(save(change)).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('refuses members that are not in the base, and saves nothing', async () => {
    const { store, baseId, idOf, save } = await zoo();
    const members = [
      { entityId: idOf('Lion'), status: 'SEED' },
      { entityId: 'nobody', status: 'SEED' },
    ];
    await expect(save({ members })).rejects.toMatchObject({ code: 'UNKNOWN_ENTITY_ID', field: 'members', ids: ['nobody'] });
    expect(await store.listSets(baseId)).toEqual([]);
  });

  it('refuses decisions that make no sense, naming the place', async () => {
    const { idOf, save } = await zoo();
    const lion: MemberDecision = { entityId: idOf('Lion'), status: 'SEED' };
    await expect(save({ members: [lion, { ...lion, status: 'REJECTED' }] })).rejects.toMatchObject({ field: 'members[1].entityId' });
    await expect(save({ members: [{ ...lion, status: 'MAYBE' }] })).rejects.toMatchObject({ field: 'members[0].status' });
    await expect(save({ members: [{ ...lion, rank: 0 }] })).rejects.toMatchObject({ field: 'members[0].rank' });
    await expect(save({ members: [{ ...lion, score: Number.NaN }] })).rejects.toMatchObject({ field: 'members[0].score' });
  });
});
