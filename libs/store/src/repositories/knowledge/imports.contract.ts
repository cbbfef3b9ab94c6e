import { randomUUID } from 'node:crypto';
import { InvalidInputError, UnknownBaseError } from '@etcetera/knowledge';
import { ada, entityId, fill, imported, newBase, picture, type Subject } from '../support/fixtures.contract.js';

/** What bases and imports must do on every database. */
export function describeImportsContract(subject: () => Subject): void {
  const knowledge = (): Subject['repositories']['knowledge'] => subject().repositories.knowledge;
  const revision = async (slug: string): Promise<number> => (await knowledge().baseBySlug(slug)).revision;

  it('creates a base once, however often and by however many it is asked for', async () => {
    const wanted = { slug: `base-${randomUUID()}`, name: 'Animals', licence: 'CC0-1.0' };
    const made = await Promise.all(Array.from({ length: 5 }, () => knowledge().ensureBase(wanted, ada)));
    expect(new Set(made.map((base) => base.id)).size).toBe(1);
    expect(made[0]).toMatchObject({ ...wanted, description: null, revision: 0 });
    const { rows } = await subject().repositories.audit.list(made[0]?.id, { first: 10 });
    expect(rows.map((row) => row.action)).toEqual(['base.created']);
  });

  it('names the known bases when there is none of that slug', async () => {
    const base = await newBase(subject());
    await expect(knowledge().baseBySlug('no-such-base')).rejects.toThrow(UnknownBaseError);
    await expect(knowledge().baseBySlug('no-such-base')).rejects.toThrow(base.slug);
    await expect(knowledge().baseBySlug('nul\u0000')).rejects.toThrow(UnknownBaseError);
    expect(await knowledge().imageBytes('\u0000')).toBeUndefined();
    await expect(knowledge().startImport({ baseId: 'no-such-base', source: 'test' }, ada)).rejects.toThrow(UnknownBaseError);
  });

  it('stores entities with aliases, contexts, pictures and attributes', async () => {
    const base = await newBase(subject());
    const lion = imported(base.id, 'Lion', {
      description: 'A big cat.',
      aliases: ['Panthera leo', 'King of beasts'],
      contexts: ['The lion sleeps.', 'A lion roars.'],
      images: [picture('lion 1'), picture('lion 2')],
      attributes: { class: 'mammal', legs: 4, tags: ['a', null] },
    });
    await fill(subject(), base.id, [lion, imported(base.id, 'Tiger')]);

    expect(await knowledge().entitiesById(base.id, [lion.id])).toEqual([
      {
        id: lion.id,
        baseId: base.id,
        name: 'Lion',
        description: 'A big cat.',
        aliases: ['King of beasts', 'Panthera leo'],
        attributes: { class: 'mammal', legs: 4, tags: ['a', null] },
        imageSha256s: lion.images.map((image) => image.sha256),
      },
    ]);
    const contexts = await subject().database.prisma.entityContext.findMany({ where: { entityId: lion.id }, orderBy: { position: 'asc' } });
    expect(contexts.map((context) => context.text)).toEqual(lion.contexts);
    const stored = await knowledge().imageBytes(picture('lion 2').sha256);
    expect(stored?.mimeType).toBe('image/svg+xml');
    expect(Buffer.from(stored?.bytes ?? []).toString()).toBe('<svg>lion 2</svg>');
    expect(await knowledge().imageBytes('0'.repeat(64))).toBeUndefined();
  });

  it('changes nothing when the same rows are imported again', async () => {
    const base = await newBase(subject());
    const rows = ['Lion', 'Tiger', 'Shark'].map((name) => imported(base.id, name, { aliases: [`${name} alias`], images: [picture(name)] }));
    await fill(subject(), base.id, rows);
    const before = await subject().database.prisma.entity.findMany({
      where: { baseId: base.id },
      orderBy: { id: 'asc' },
      include: { aliases: true, images: true },
    });
    expect(await revision(base.slug)).toBe(1);

    const again = await knowledge().startImport({ baseId: base.id, source: 'test' }, ada);
    const outcome = await knowledge().writeImportBatch(again.id, { entities: rows, rejections: [], rowsRead: 3 });

    expect(outcome).toEqual({ created: 0, updated: 0, unchanged: 3 });
    expect(await revision(base.slug)).toBe(1);
    expect(
      await subject().database.prisma.entity.findMany({
        where: { baseId: base.id },
        orderBy: { id: 'asc' },
        include: { aliases: true, images: true },
      }),
    ).toEqual(before);
  });

  it('replaces a changed entity wholly and raises its version', async () => {
    const base = await newBase(subject());
    await fill(subject(), base.id, [
      imported(base.id, 'Lion', {
        description: 'Old.',
        aliases: ['Leo', 'Simba'],
        contexts: ['One.', 'Two.'],
        images: [picture('a'), picture('b')],
      }),
      imported(base.id, 'Tiger'),
    ]);
    await fill(subject(), base.id, [
      imported(base.id, 'Lion', {
        name: 'African lion',
        externalId: 'Lion',
        aliases: ['Leo'],
        contexts: ['Three.'],
        images: [picture('b')],
      }),
    ]);

    const [lion] = await subject().database.prisma.entity.findMany({
      where: { id: entityId(base.id, 'Lion') },
      include: { aliases: true, contexts: true, images: true },
    });
    expect(lion).toMatchObject({ name: 'African lion', description: null, version: 2 });
    expect(lion?.aliases.map((alias) => alias.text)).toEqual(['Leo']);
    expect(lion?.contexts.map((context) => context.text)).toEqual(['Three.']);
    expect(lion?.images.map((image) => image.sha256)).toEqual([picture('b').sha256]);
    expect(await subject().database.prisma.entity.findUnique({ where: { id: entityId(base.id, 'Tiger') } })).toMatchObject({ version: 1 });
    expect(await revision(base.slug)).toBe(2);
  });

  it('brings a deleted entity back', async () => {
    const base = await newBase(subject());
    const lion = imported(base.id, 'Lion', { aliases: ['Leo'] });
    await fill(subject(), base.id, [lion]);
    await subject().database.prisma.entity.update({ where: { id: lion.id }, data: { deletedAt: new Date() } });
    expect(await knowledge().countEntities(base.id)).toBe(0);
    const again = await knowledge().startImport({ baseId: base.id, source: 'test' }, ada);
    expect(await knowledge().writeImportBatch(again.id, { entities: [lion], rejections: [], rowsRead: 1 })).toMatchObject({ updated: 1 });
    expect(await knowledge().entitiesById(base.id, [lion.id])).toMatchObject([{ name: 'Lion', aliases: ['Leo'] }]);
  });

  it('lets the last row count when a batch holds an entity twice', async () => {
    const base = await newBase(subject());
    const started = await knowledge().startImport({ baseId: base.id, source: 'test' }, ada);
    const [first, second] = [imported(base.id, 'Lion', { description: 'First.' }), imported(base.id, 'Lion', { description: 'Second.' })];
    const outcome = await knowledge().writeImportBatch(started.id, { entities: [first, second, second], rejections: [], rowsRead: 3 });
    expect(outcome).toEqual({ created: 1, updated: 1, unchanged: 1 });
    expect(await knowledge().entitiesById(base.id, [first.id])).toMatchObject([{ description: 'Second.' }]);
  });

  it('stores a picture once, however many entities show it', async () => {
    const base = await newBase(subject());
    const shared = picture(`shared ${base.id}`);
    await fill(subject(), base.id, [imported(base.id, 'Lion', { images: [shared] }), imported(base.id, 'Lioness', { images: [shared] })]);
    await fill(subject(), base.id, [imported(base.id, 'Cub', { images: [shared] })]);
    expect(await subject().database.prisma.imageBlob.count({ where: { sha256: shared.sha256 } })).toBe(1);
    expect(await subject().database.prisma.entityImage.count({ where: { sha256: shared.sha256 } })).toBe(3);
  });

  it('counts rows over all batches and keeps rejected ones with reason and raw text', async () => {
    const base = await newBase(subject());
    const started = await knowledge().startImport({ baseId: base.id, source: 'csv', fileName: 'animals.csv', fileSha256: 'abc' }, ada);
    expect(started).toMatchObject({ status: 'RUNNING', rowsRead: 0, source: 'csv' });
    await knowledge().writeImportBatch(started.id, {
      entities: [imported(base.id, 'Lion')],
      rejections: [{ line: 3, reason: 'no name', field: 'name', raw: ',,\u0000binary\ud800' }],
      rowsRead: 2,
    });
    await knowledge().writeImportBatch(started.id, {
      entities: [imported(base.id, 'Lion')],
      rejections: [{ line: 9, reason: 'x', raw: '' }],
      rowsRead: 2,
    });
    const finished = await knowledge().finishImport(started.id, 'COMPLETED', 12.7, ada);

    expect(finished).toMatchObject({ status: 'COMPLETED', created: 1, updated: 0, unchanged: 1, rejected: 2, rowsRead: 4, elapsedMs: 13 });
    const rejections = await subject().database.prisma.importRejection.findMany({
      where: { importId: started.id },
      orderBy: { line: 'asc' },
    });
    expect(rejections).toMatchObject([
      { line: 3, reason: 'no name', field: 'name', raw: ',,\u2400binary\ufffd' },
      { line: 9, reason: 'x', field: null, raw: '' },
    ]);
    const { rows } = await subject().repositories.audit.list(base.id, { first: 10 });
    expect(rows.map((row) => row.action)).toEqual(['import.finished', 'import.started', 'base.created']);
  });

  it('writes nothing of a batch that fails, and nothing to an import that is over', async () => {
    const base = await newBase(subject());
    const started = await knowledge().startImport({ baseId: base.id, source: 'test' }, ada);
    const broken = { ...imported(base.id, 'Broken'), externalId: 'Lion' };
    await expect(
      knowledge().writeImportBatch(started.id, { entities: [imported(base.id, 'Lion'), broken], rejections: [], rowsRead: 2 }),
    ).rejects.toThrow();
    expect(await knowledge().countEntities(base.id)).toBe(0);
    expect(await revision(base.slug)).toBe(0);
    expect(await knowledge().finishImport(started.id, 'FAILED', 1, ada)).toMatchObject({ created: 0, rowsRead: 0 });
    await expect(knowledge().writeImportBatch(started.id, { entities: [], rejections: [], rowsRead: 0 })).rejects.toThrow(
      InvalidInputError,
    );
    await expect(knowledge().finishImport(started.id, 'COMPLETED', 1, ada)).rejects.toThrow(InvalidInputError);
  });

  it('lets two imports of the same rows run side by side', async () => {
    const base = await newBase(subject());
    const rows = Array.from({ length: 60 }, (_, index) => imported(base.id, `Entity ${index}`, { images: [picture(`p${index % 7}`)] }));
    await Promise.all([fill(subject(), base.id, rows), fill(subject(), base.id, [...rows].reverse())]);
    expect(await knowledge().countEntities(base.id)).toBe(60);
  });
}
