import { createHash } from 'node:crypto';
import { InvalidInputError, UnknownEntityIdError, type EmbeddingSpaceRow } from '@etcetera/knowledge';
import { baseOf, entityId, fill, imported, newBase, type Subject } from '../support/fixtures.contract.js';

/** What embedding spaces must do on every database. */
export function describeEmbeddingsContract(subject: () => Subject): void {
  const knowledge = (): Subject['repositories']['knowledge'] => subject().repositories.knowledge;
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const model = (template = 'name', name = 'minilm'): { model: string; modelSha256: string; dimensions: number; template: string } => ({
    model: name,
    modelSha256: 'feed',
    dimensions: 2,
    template,
  });
  const embedAll = async (space: EmbeddingSpaceRow, vector: (text: string) => readonly number[]): Promise<EmbeddingSpaceRow> => {
    const waiting = await knowledge().entitiesToEmbed(space.id, 1000);
    await knowledge().writeEmbeddings(
      space.id,
      waiting.map(({ entityId: id, textHash, text }) => ({ entityId: id, textHash, vector: Float32Array.from(vector(text)) })),
    );
    return knowledge().refreshSpaceMean(space.id);
  };

  it('gives the space of a model and template once', async () => {
    const base = await newBase(subject());
    expect(await knowledge().activeSpace(base.id)).toBeUndefined();
    const spaces = await Promise.all([1, 2, 3].map(() => knowledge().ensureSpace(base.id, model())));
    expect(new Set(spaces.map((space) => space.id)).size).toBe(1);
    expect(spaces[0]).toMatchObject({ ...model(), baseId: base.id, mean: [], vectorCount: 0 });
    expect(await knowledge().activeSpace(base.id)).toEqual(spaces[0]);
    await expect(knowledge().ensureSpace(base.id, { ...model(), dimensions: 3 })).rejects.toThrow(InvalidInputError);
    await expect(knowledge().ensureSpace(base.id, model('title'))).rejects.toThrow(InvalidInputError);
  });

  it.each([
    ['name', ['Lion', 'Tiger', 'Wolf']],
    ['name: description', ['Lion: A cat.', 'Tiger', 'Wolf']],
  ])('writes entities as text by the template %j', async (template, texts) => {
    const base = await baseOf(subject(), [['Lion', { description: 'A cat.' }], 'Tiger', ['Wolf', { description: '  ' }]]);
    const space = await knowledge().ensureSpace(base.id, model(template));
    const waiting = await knowledge().entitiesToEmbed(space.id, 10);
    expect(waiting.map((row) => row.text).sort()).toEqual(texts);
    expect(waiting.every((row) => row.textHash === sha256(row.text))).toBe(true);
  });

  it('asks only for what has no vector of its present text, and no more than asked', async () => {
    const base = await baseOf(subject(), ['Lion', 'Tiger', 'Gone']);
    const space = await knowledge().ensureSpace(base.id, model());
    expect(await knowledge().entitiesToEmbed(space.id, 2)).toHaveLength(2);
    await embedAll(space, () => [1, 0]);
    expect(await knowledge().entitiesToEmbed(space.id, 10)).toEqual([]);
    await fill(subject(), base.id, [
      imported(base.id, 'Lion', { name: 'African lion', externalId: 'Lion' }),
      imported(base.id, 'Gone', { description: 'same text' }),
    ]);
    await subject().database.prisma.entity.update({ where: { id: entityId(base.id, 'Tiger') }, data: { deletedAt: new Date() } });
    expect((await knowledge().entitiesToEmbed(space.id, 10)).map((row) => row.text)).toEqual(['African lion']);
  });

  it('recomputes the mean and the count from all vectors, and replaces a vector', async () => {
    const base = await baseOf(subject(), ['Lion', 'Tiger']);
    const space = await knowledge().ensureSpace(base.id, model());
    expect(await knowledge().refreshSpaceMean(space.id)).toMatchObject({ mean: [], vectorCount: 0 });
    expect(await embedAll(space, (text) => (text === 'Lion' ? [1, 0.5] : [0, 0.25]))).toMatchObject({ mean: [0.5, 0.375], vectorCount: 2 });
    await knowledge().writeEmbeddings(space.id, [{ entityId: entityId(base.id, 'Lion'), textHash: 'x', vector: Float32Array.of(3, 0.5) }]);
    expect(await knowledge().refreshSpaceMean(space.id)).toMatchObject({ mean: [1.5, 0.375], vectorCount: 2 });
  });

  it('keeps using the old space until the new one holds as many vectors', async () => {
    const base = await baseOf(subject(), ['Lion', 'Tiger']);
    const old = await embedAll(await knowledge().ensureSpace(base.id, model()), () => [1, 0]);
    const next = await knowledge().ensureSpace(base.id, model('name', 'better-model'));
    await knowledge().writeEmbeddings(next.id, [{ entityId: entityId(base.id, 'Lion'), textHash: 'x', vector: Float32Array.of(1, 1) }]);
    await knowledge().refreshSpaceMean(next.id);
    expect((await knowledge().activeSpace(base.id))?.id).toBe(old.id);
    await embedAll(next, () => [0, 1]);
    expect((await knowledge().activeSpace(base.id))?.id).toBe(next.id);
  });

  it('refuses vectors that are no vectors of the space, and then writes none', async () => {
    const base = await baseOf(subject(), ['Lion']);
    const other = await baseOf(subject(), ['Tiger']);
    const space = await knowledge().ensureSpace(base.id, model());
    const good = { entityId: entityId(base.id, 'Lion'), textHash: 'x', vector: Float32Array.of(1, 2) };
    for (const vector of [Float32Array.of(1), Float32Array.of(1, NaN), Float32Array.of(1, Infinity)]) {
      await expect(knowledge().writeEmbeddings(space.id, [good, { ...good, vector }])).rejects.toThrow(InvalidInputError);
    }
    const stranger = entityId(other.id, 'Tiger');
    await expect(knowledge().writeEmbeddings(space.id, [good, { ...good, entityId: stranger }])).rejects.toThrow(UnknownEntityIdError);
    expect(await knowledge().entitiesToEmbed(space.id, 10)).toHaveLength(1);
    await expect(knowledge().entitiesToEmbed('no-space', 10)).rejects.toThrow(InvalidInputError);
  });
}
