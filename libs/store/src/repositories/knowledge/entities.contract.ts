import { InvalidInputError, type EntityRow } from '@etcetera/knowledge';
import { baseOf, entityId, newBase, type Subject } from '../support/fixtures.contract.js';

/** What looking up entities must do on every database. */
export function describeEntitiesContract(subject: () => Subject): void {
  const knowledge = (): Subject['repositories']['knowledge'] => subject().repositories.knowledge;

  async function allPages(baseId: string, first: number): Promise<EntityRow[]> {
    const rows: EntityRow[] = [];
    let after: string | undefined;
    do {
      const page = await knowledge().listEntities(baseId, { first, ...(after === undefined ? {} : { after }) });
      rows.push(...page.rows);
      after = page.hasNextPage ? (page.endCursor ?? undefined) : undefined;
    } while (after !== undefined);
    return rows;
  }

  it('pages through all entities in one order, whatever the page size, names of any script included', async () => {
    const names = ['Zebra', 'ant', 'Ant', 'élan', 'أسد', '🦁', '100% "cat"', "o'cat", 'under_score', 'back\\slash', 'lion', 'lioness'];
    const base = await baseOf(subject(), [...names, ['Twin', { externalId: 'twin-1' }], ['Twin', { externalId: 'twin-2' }]]);
    const whole = await allPages(base.id, 100);
    expect(whole.map((row) => row.name).sort()).toEqual([...names, 'Twin', 'Twin'].sort());
    for (const size of [1, 2, 5, 14]) expect(await allPages(base.id, size)).toEqual(whole);
  });

  it('ends with no cursor on an empty base', async () => {
    const base = await newBase(subject());
    expect(await knowledge().listEntities(base.id, { first: 5 })).toEqual({ rows: [], endCursor: null, hasNextPage: false });
  });

  it.each(['', 'nonsense', Buffer.from('["one"]').toString('base64url'), Buffer.from('["a\\u0000", "b"]').toString('base64url')])(
    'refuses the cursor %j',
    async (after) => {
      const base = await newBase(subject());
      await expect(knowledge().listEntities(base.id, { first: 5, after })).rejects.toThrow(InvalidInputError);
    },
  );

  it.each([0, -1, 1.5, 1001])('refuses a page of %p rows', async (first) => {
    await expect(knowledge().listEntities('any', { first })).rejects.toThrow(InvalidInputError);
  });

  it('finds by id in the order asked for, only live entities and only those of the base', async () => {
    const base = await baseOf(subject(), ['Lion', 'Tiger', 'Gone']);
    const other = await baseOf(subject(), ['Stranger']);
    const id = (name: string): string => entityId(base.id, name);
    await subject().database.prisma.entity.update({ where: { id: id('Gone') }, data: { deletedAt: new Date() } });
    const found = await knowledge().entitiesById(base.id, [
      id('Tiger'),
      'unknown',
      'nul\u0000',
      entityId(other.id, 'Stranger'),
      id('Gone'),
      id('Lion'),
      id('Tiger'),
    ]);
    expect(found.map((row) => row.name)).toEqual(['Tiger', 'Lion']);
    expect(await knowledge().countEntities(base.id)).toBe(2);
    expect((await allPages(base.id, 10)).map((row) => row.name)).toEqual(['Lion', 'Tiger']);
  });

  it('finds by exact name or alias, those of that name first', async () => {
    const base = await baseOf(subject(), [['Aardvark', { aliases: ['Puma'] }], 'Puma', 'Pumas']);
    await baseOf(subject(), ['Puma']);
    expect((await knowledge().entitiesByExactName(base.id, 'puma')).map((row) => row.name)).toEqual(['Puma', 'Aardvark']);
    expect(await knowledge().entitiesByExactName(base.id, 'pum')).toEqual([]);
    expect(await knowledge().entitiesByExactName(base.id, 'puma\u0000')).toEqual([]);
  });
}
