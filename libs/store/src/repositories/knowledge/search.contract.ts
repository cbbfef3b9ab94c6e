import fc from 'fast-check';
import { InvalidInputError, type EntityHit, type KnowledgeBaseRow } from '@etcetera/knowledge';
import { baseOf, entityId, type Subject } from '../support/fixtures.contract.js';

/** What search must do on every database. */
export function describeSearchContract(subject: () => Subject): void {
  let base: KnowledgeBaseRow;
  beforeAll(async () => {
    base = await baseOf(subject(), [
      ['Lion', { description: 'A big cat that lives in prides on the savanna.', aliases: ['Panthera leo', 'King of beasts'] }],
      ['Lioness', { description: 'A female of the big cat.' }],
      'Mountain lion',
      ['Tiger', { description: 'A striped predator of the jungle.' }],
      'Tiger shark',
      'Beaming face with smiling eyes',
      'Cat',
      'Car',
      '100% wool',
      '100 grams',
      'snake_case',
      'snakeXcase',
      '🦁',
      'أسد',
      'القط البري',
      ['Leo', { externalId: 'leo-1' }],
      ['Leo', { externalId: 'leo-2' }],
    ]);
    await baseOf(subject(), ['Lion', 'Liger']);
  });
  const search = (text: string, limit = 20): Promise<readonly EntityHit[]> =>
    subject().repositories.knowledge.searchEntities(base.id, text, limit);
  const names = async (text: string): Promise<string[]> => (await search(text)).map((hit) => hit.entity.name);

  it('puts the exact name first, then what it begins, then later words', async () => {
    const hits = await search('lion');
    expect(hits.slice(0, 3).map((hit) => [hit.entity.name, hit.how])).toEqual([
      ['Lion', 'exact'],
      ['Lioness', 'prefix'],
      ['Mountain lion', 'prefix'],
    ]);
    expect(hits[0]).toMatchObject({ score: 1, matched: 'Lion', entity: { aliases: ['King of beasts', 'Panthera leo'] } });
  });

  it('completes from one and two letters', async () => {
    expect(await names('l')).toEqual(expect.arrayContaining(['Lion', 'Lioness', 'Leo', 'Mountain lion']));
    expect(await names('ti')).toEqual(['Tiger', 'Tiger shark']);
  });

  it('says which alias matched', async () => {
    expect((await search('panthera'))[0]).toMatchObject({ how: 'prefix', matched: 'Panthera leo', entity: { name: 'Lion' } });
    expect((await search('king of beasts'))[0]).toMatchObject({
      how: 'exact',
      score: 1,
      matched: 'King of beasts',
      entity: { name: 'Lion' },
    });
  });

  it.each([
    ['tigre', 'Tiger'],
    ['tigr', 'Tiger'],
    ['tigerr', 'Tiger'],
    ['loin', 'Lion'],
    ['lon', 'Lion'],
    ['lien', 'Lion'],
    ['cst', 'Cat'],
    ['panthra leo', 'Lion'],
    ['smilng', 'Beaming face with smiling eyes'],
    ['wiht', 'Beaming face with smiling eyes'],
    ['shrak', 'Tiger shark'],
    ['moutnain', 'Mountain lion'],
    ['beeming face smiling eyes', 'Beaming face with smiling eyes'],
  ])('forgives the slip in %j and finds %j', async (text, expected) => {
    const hits = await search(text);
    expect(hits.slice(0, 3).map((hit) => hit.entity.name)).toContain(expected);
    expect(hits.find((hit) => hit.entity.name === expected)?.how).toBe('typo');
  });

  it('looks into descriptions, in any grammatical form, after names', async () => {
    const hits = await search('striped predators');
    expect(hits[0]).toMatchObject({ how: 'description', entity: { name: 'Tiger' }, matched: 'Tiger' });
    expect(await names('savannas')).toEqual(['Lion']);
  });

  it('takes wildcards, quotes and operators literally', async () => {
    expect(await names('100%')).toEqual(['100% wool', '100 grams']);
    expect((await names('snake_'))[0]).toBe('snake_case');
    expect((await search('snake_')).find((hit) => hit.entity.name === 'snakeXcase')?.how).not.toBe('prefix');
    expect(await names('%')).toEqual([]);
    expect(await names('_')).toEqual([]);
    expect(await names('🦁')).toEqual(['🦁']);
    expect(await names('أسد')).toEqual(['أسد']);
    expect((await names('القط'))[0]).toBe('القط البري');
  });

  it('answers any text whatever with hits that have scores in (0, 1], best first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom('\\', '%', '_', "'", '"', ':', '|', '!', '(', '*', '&', 'a', '\u0000') }),
        ),
        async (text) => {
          const scores = (await search(text, 5)).map((hit) => hit.score);
          expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  it('answers a text of 10 000 characters in less than five seconds', async () => {
    const started = performance.now();
    await search('lion tiger '.repeat(1000).slice(0, 10_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('orders equals by name and id, and gives the same answer each time', async () => {
    const ids = (await search('leo')).filter((hit) => hit.entity.name === 'Leo').map((hit) => hit.entity.id);
    expect(ids).toEqual([entityId(base.id, 'leo-1'), entityId(base.id, 'leo-2')].sort());
    expect(await search('lio')).toEqual(await search('lio'));
  });

  it('gives each entity once, no more than asked, and none of another base or that was deleted', async () => {
    const hits = await search('lio', 2);
    expect(hits).toHaveLength(2);
    const all = await search('lion');
    expect(new Set(all.map((hit) => hit.entity.id)).size).toBe(all.length);
    expect(all.every((hit) => hit.entity.baseId === base.id)).toBe(true);
    const other = await baseOf(subject(), [['Lion', { description: 'A cat.', aliases: ['Simba'] }]]);
    await subject().database.prisma.entity.updateMany({ where: { baseId: other.id }, data: { deletedAt: new Date() } });
    for (const text of ['lion', 'li', 'simba', 'loin', 'cat']) {
      expect(await subject().repositories.knowledge.searchEntities(other.id, text, 10)).toEqual([]);
    }
  });

  it.each([0, 101, 2.5])('refuses a limit of %p', async (limit) => {
    await expect(search('lion', limit)).rejects.toThrow(InvalidInputError);
  });

  it('finds nothing for an empty text', async () => {
    expect(await search('  ')).toEqual([]);
  });
}
