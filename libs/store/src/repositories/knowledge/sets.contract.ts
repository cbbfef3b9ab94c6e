import { InvalidInputError, StaleVersionError, UnknownEntityIdError, type EntitySetRow } from '@etcetera/knowledge';
import { ada, baseOf, entityId, newRun, type Subject } from '../support/fixtures.contract.js';

/** What curated sets must do on every database. */
export function describeSetsContract(subject: () => Subject): void {
  const knowledge = (): Subject['repositories']['knowledge'] => subject().repositories.knowledge;
  const statuses = (set: EntitySetRow): Record<string, string> =>
    Object.fromEntries(set.members.map((member) => [member.entityId, member.status]));
  const bob = { name: 'bob' };

  async function cats(): Promise<{ baseId: string; lion: string; tiger: string; shark: string }> {
    const base = await baseOf(subject(), ['Lion', 'Tiger', 'Shark']);
    const [lion = '', tiger = '', shark = ''] = ['Lion', 'Tiger', 'Shark'].map((name) => entityId(base.id, name));
    return { baseId: base.id, lion, tiger, shark };
  }

  it('creates a set, replaces it, and leaves an audit event of each', async () => {
    const { baseId, lion, tiger, shark } = await cats();
    const run = await newRun(subject(), baseId, [lion]);
    const created = await knowledge().saveSet(
      {
        baseId,
        name: 'Big cats',
        description: 'Felidae',
        members: [
          { entityId: lion, status: 'SEED' },
          { entityId: shark, status: 'SUGGESTED', expansionId: run.id, rank: 3, score: 0.25 },
        ],
      },
      ada,
    );
    expect(created).toMatchObject({ name: 'Big cats', description: 'Felidae', version: 1 });
    expect(created.members).toEqual(
      expect.arrayContaining([
        { entityId: lion, status: 'SEED', reviewedBy: null, reviewedAt: null },
        { entityId: shark, status: 'SUGGESTED', expansionId: run.id, rank: 3, score: 0.25, reviewedBy: null, reviewedAt: null },
      ]),
    );
    const replaced = await knowledge().saveSet(
      {
        baseId,
        name: 'Big cats',
        members: [
          { entityId: lion, status: 'SEED' },
          { entityId: tiger, status: 'ACCEPTED' },
        ],
        expectedVersion: 1,
      },
      bob,
    );
    expect(replaced).toMatchObject({ id: created.id, version: 2, description: null });
    expect(statuses(replaced)).toEqual({ [lion]: 'SEED', [tiger]: 'ACCEPTED' });
    expect(replaced.members.find((member) => member.entityId === tiger)).toMatchObject({ reviewedBy: 'bob' });
    expect(await knowledge().listSets(baseId)).toEqual([replaced]);
    expect(await knowledge().setById(created.id)).toEqual(replaced);

    const { rows } = await subject().repositories.audit.list(baseId, { first: 2 });
    expect(rows[0]).toMatchObject({
      action: 'set.saved',
      actor: 'bob',
      subjectId: created.id,
      before: { version: 1, members: { [lion]: 'SEED', [shark]: 'SUGGESTED' } },
      after: { version: 2, members: { [lion]: 'SEED', [tiger]: 'ACCEPTED' } },
    });
    expect(rows[1]).toMatchObject({ action: 'set.created', actor: 'ada', before: null });
  });

  it('refuses a save on top of a version that somebody changed, and changes nothing', async () => {
    const { baseId, lion, tiger } = await cats();
    const set = await knowledge().saveSet({ baseId, name: 'Cats', members: [{ entityId: lion, status: 'SEED' }] }, ada);
    const save = (expectedVersion: number): Promise<EntitySetRow> =>
      knowledge().saveSet({ baseId, name: 'Cats', members: [{ entityId: tiger, status: 'SEED' }], expectedVersion }, bob);
    await expect(save(7)).rejects.toThrow(StaleVersionError);
    const both = await Promise.allSettled([save(1), save(1)]);
    expect(both.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(knowledge().reviewMembers(set.id, [{ entityId: tiger, status: 'ACCEPTED' }], 1, bob)).rejects.toThrow(StaleVersionError);
    expect(await knowledge().setById(set.id)).toMatchObject({ version: 2 });
    await expect(knowledge().saveSet({ baseId, name: 'New', members: [], expectedVersion: 3 }, ada)).rejects.toThrow(StaleVersionError);
    expect((await knowledge().listSets(baseId)).map((row) => row.name)).toEqual(['Cats']);
  });

  it('lets two people who create the same set end with one', async () => {
    const { baseId, lion, tiger } = await cats();
    const saved = await Promise.all(
      [lion, tiger].map((id) => knowledge().saveSet({ baseId, name: 'Same', members: [{ entityId: id, status: 'SEED' }] }, ada)),
    );
    expect(saved.map((set) => set.version).sort()).toEqual([1, 2]);
    expect(await knowledge().listSets(baseId)).toHaveLength(1);
  });

  it('reviews members: status and reviewer change, where they came from stays', async () => {
    const { baseId, lion, tiger, shark } = await cats();
    const run = await newRun(subject(), baseId, [lion]);
    const members = [
      { entityId: lion, status: 'SEED' as const },
      { entityId: tiger, status: 'SUGGESTED' as const, expansionId: run.id, rank: 1, score: 0.9 },
    ];
    const set = await knowledge().saveSet({ baseId, name: 'Cats', members }, ada);
    const reviewed = await knowledge().reviewMembers(
      set.id,
      [
        { entityId: tiger, status: 'ACCEPTED' },
        { entityId: shark, status: 'REJECTED' },
      ],
      1,
      ada,
    );
    expect(reviewed.version).toBe(2);
    expect(statuses(reviewed)).toEqual({ [lion]: 'SEED', [tiger]: 'ACCEPTED', [shark]: 'REJECTED' });
    const accepted = reviewed.members.find((member) => member.entityId === tiger);
    expect(accepted).toMatchObject({ expansionId: run.id, rank: 1, score: 0.9, reviewedBy: 'ada' });
    expect(Math.abs((accepted?.reviewedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);

    const again = await knowledge().reviewMembers(set.id, [{ entityId: tiger, status: 'ACCEPTED' }], undefined, bob);
    expect(again.members.find((member) => member.entityId === tiger)).toMatchObject({
      reviewedBy: 'ada',
      reviewedAt: accepted?.reviewedAt,
    });
    const undone = await knowledge().reviewMembers(set.id, [{ entityId: tiger, status: 'SUGGESTED' }], undefined, bob);
    expect(undone.members.find((member) => member.entityId === tiger)).toMatchObject({ reviewedBy: null, reviewedAt: null });
    const { rows } = await subject().repositories.audit.list(baseId, { first: 1 });
    expect(rows[0]).toMatchObject({
      action: 'set.reviewed',
      actor: 'bob',
      before: { members: { [tiger]: 'ACCEPTED' } },
      after: { members: { [tiger]: 'SUGGESTED' } },
    });
  });

  it('refuses members that are not entities of the base, twice the same one, and runs of nowhere', async () => {
    const { baseId, lion } = await cats();
    const other = await cats();
    const save = (members: Parameters<Subject['repositories']['knowledge']['saveSet']>[0]['members']): Promise<EntitySetRow> =>
      knowledge().saveSet({ baseId, name: 'Cats', members }, ada);
    await expect(save([{ entityId: other.lion, status: 'SEED' }])).rejects.toThrow(UnknownEntityIdError);
    await expect(save([{ entityId: 'x\u0000', status: 'SEED' }])).rejects.toThrow(UnknownEntityIdError);
    await expect(
      save([
        { entityId: lion, status: 'SEED' },
        { entityId: lion, status: 'REJECTED' },
      ]),
    ).rejects.toThrow(InvalidInputError);
    await expect(save([{ entityId: lion, status: 'SEED', expansionId: 'no-run' }])).rejects.toThrow(InvalidInputError);
    expect(await knowledge().listSets(baseId)).toEqual([]);
    await expect(knowledge().reviewMembers('no-set', [{ entityId: lion, status: 'SEED' }], undefined, ada)).rejects.toThrow(
      InvalidInputError,
    );
    expect(await knowledge().setById('\u0000')).toBeUndefined();
    const set = await save([]);
    await expect(knowledge().reviewMembers(set.id, [{ entityId: other.lion, status: 'ACCEPTED' }], undefined, ada)).rejects.toThrow(
      UnknownEntityIdError,
    );
    expect(await knowledge().setById(set.id)).toMatchObject({ version: 1, members: [] });
  });
}
