import { actor, zooOf } from '../testing/fixtures.js';
import { reviewMembers } from './review-members.js';
import { saveSet } from './save-set.js';

const reviewed = async () => {
  const { store, baseId, idOf } = await zooOf({ name: 'Lion' }, { name: 'Tiger' });
  const set = await saveSet(store, { baseId, name: 'Cats', members: [{ entityId: idOf('Lion'), status: 'SUGGESTED', rank: 3 }] }, actor);
  return { store, set, lion: idOf('Lion') };
};

describe('reviewMembers', () => {
  it('changes the status of a member and raises the version', async () => {
    const { store, set, lion } = await reviewed();
    const after = await reviewMembers(
      store,
      { setId: set.id, decisions: [{ entityId: lion, status: 'ACCEPTED' }], expectedVersion: 1 },
      actor,
    );
    expect(after).toMatchObject({ version: 2, members: [{ entityId: lion, status: 'ACCEPTED', rank: 3, reviewedBy: 'tester' }] });
  });

  it('changes nothing when somebody was faster', async () => {
    const { store, set, lion } = await reviewed();
    await reviewMembers(store, { setId: set.id, decisions: [{ entityId: lion, status: 'ACCEPTED' }] }, actor);
    await expect(
      reviewMembers(store, { setId: set.id, decisions: [{ entityId: lion, status: 'REJECTED' }], expectedVersion: 1 }, actor),
    ).rejects.toMatchObject({ code: 'STALE_VERSION' });
    expect(await store.setById(set.id)).toMatchObject({ version: 2, members: [{ status: 'ACCEPTED' }] });
  });

  it('refuses no decision, an unknown set and an unknown entity', async () => {
    const { store, set } = await reviewed();
    const unknown = [{ entityId: 'nobody', status: 'ACCEPTED' as const }];
    await expect(reviewMembers(store, { setId: set.id, decisions: [] }, actor)).rejects.toMatchObject({ field: 'decisions' });
    await expect(reviewMembers(store, { setId: 'none', decisions: unknown }, actor)).rejects.toMatchObject({ field: 'setId' });
    await expect(reviewMembers(store, { setId: set.id, decisions: unknown }, actor)).rejects.toMatchObject({
      code: 'UNKNOWN_ENTITY_ID',
      field: 'decisions',
    });
  });
});
