import fc from 'fast-check';
import type { ScoredEntity } from '@etcetera/expansion';
import { baseOf, entityId, fill, imported, type Subject } from '../support/fixtures.contract.js';

type Vector = readonly number[];

/** The definition, in plain code. */
function expected(vectors: ReadonlyMap<string, Vector>, references: readonly string[], wanted: readonly string[]): ScoredEntity[] {
  const all = [...vectors.values()];
  const dimensions = all[0]?.length ?? 0;
  const mean = Array.from({ length: dimensions }, (_, axis) =>
    Math.fround(all.reduce((sum, vector) => sum + (vector[axis] ?? 0), 0) / all.length),
  );
  const centred = (id: string): number[] => (vectors.get(id) ?? []).map((value, axis) => value - (mean[axis] ?? 0));
  const length = (vector: Vector): number => Math.hypot(...vector);
  const units = references
    .filter((id) => vectors.has(id))
    .map((id) => centred(id).map((value, _, vector) => value / (length(vector) || 1)));
  const centroid = mean.map((_, axis) => units.reduce((sum, unit) => sum + (unit[axis] ?? 0), 0) / units.length);
  const cosine = (a: Vector, b: Vector): number =>
    a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0) / (length(a) * length(b));
  return wanted
    .map((id) => ({ entityId: id, score: cosine(centred(id), centroid) || 0 }))
    .sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1));
}

/** What embedding neighbours must do on every database. */
export function describeNeighboursContract(subject: () => Subject): void {
  async function spaceOf(
    vectors: Readonly<Record<string, Vector>>,
  ): Promise<{ baseId: string; spaceId: string; byId: Map<string, Vector> }> {
    const { knowledge } = subject().repositories;
    const base = await baseOf(subject(), Object.keys(vectors));
    const dimensions = Object.values(vectors)[0]?.length ?? 0;
    const space = await knowledge.ensureSpace(base.id, { model: 'm', modelSha256: 's', dimensions, template: 'name' });
    const byId = new Map(Object.entries(vectors).map(([name, vector]) => [entityId(base.id, name), vector]));
    const hashes = new Map((await knowledge.entitiesToEmbed(space.id, 1000)).map((row) => [row.entityId, row.textHash]));
    await knowledge.writeEmbeddings(
      space.id,
      [...byId].map(([id, vector]) => ({ entityId: id, textHash: hashes.get(id) ?? '', vector: Float32Array.from(vector) })),
    );
    await knowledge.refreshSpaceMean(space.id);
    return { baseId: base.id, spaceId: space.id, byId };
  }
  const neighbours = (): Subject['repositories']['neighbours'] => subject().repositories.neighbours;

  it('agrees with the definition: cosine of centred vectors to the centroid of the centred unit vectors of the seeds', async () => {
    const value = fc.integer({ min: -8, max: 8 }).map((eighth) => eighth / 8);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value, value), { minLength: 3, maxLength: 9 }),
        fc.integer({ min: 1, max: 2 }),
        async (list, seedCount) => {
          const { spaceId, byId } = await spaceOf(Object.fromEntries(list.map((vector, index) => [`e${index}`, vector])));
          const ids = [...byId.keys()];
          const seeds = ids.slice(0, seedCount);
          const rest = ids.slice(seedCount);
          const scores = new Map(expected(byId, seeds, rest).map((row) => [row.entityId, row.score]));
          const found = await neighbours().nearest(spaceId, seeds, 100);
          expect(found.map((row) => row.entityId).sort()).toEqual([...rest].sort());
          for (const [index, row] of found.entries()) {
            expect(row.score).toBeCloseTo(scores.get(row.entityId) ?? NaN, 4);
            const next = found[index + 1];
            if (next) expect(row.score > next.score || (row.score === next.score && row.entityId < next.entityId)).toBe(true);
          }
        },
      ),
      { numRuns: 12, seed: 5 },
    );
  });

  it('gives ties in order of their ids and no more than asked', async () => {
    const { spaceId, byId } = await spaceOf({ seed: [1, 0], far: [-1, 0.5], a: [1, 1], b: [1, 1], c: [1, 1] });
    const seed = [...byId.keys()].slice(0, 1);
    const found = await neighbours().nearest(spaceId, seed, 3);
    expect(found).toHaveLength(3);
    const equal = [...byId.keys()].slice(2).sort();
    expect(found.map((row) => row.entityId).filter((id) => equal.includes(id))).toEqual(equal);
  });

  it('leaves out deleted entities, and entities without a vector', async () => {
    const { spaceId, baseId, byId } = await spaceOf({ seed: [1, 0], a: [1, 1], b: [0, 1], c: [-1, 0] });
    await fill(subject(), baseId, [imported(baseId, 'no vector')]);
    await subject().database.prisma.entity.update({ where: { id: entityId(baseId, 'a') }, data: { deletedAt: new Date() } });
    const ids = [...byId.keys(), entityId(baseId, 'no vector')];
    const seed = [entityId(baseId, 'seed')];
    expect((await neighbours().nearest(spaceId, seed, 10)).map((row) => row.entityId).sort()).toEqual(
      [entityId(baseId, 'b'), entityId(baseId, 'c')].sort(),
    );
    const similar = await neighbours().similarity(spaceId, seed, ids);
    expect(similar.map((row) => row.entityId).sort()).toEqual(
      [entityId(baseId, 'b'), entityId(baseId, 'c'), entityId(baseId, 'seed')].sort(),
    );
    expect(similar[0]?.entityId).toBe(seed[0]);
    expect(similar[0]?.score).toBeCloseTo(1, 5);
    expect(await neighbours().nearest(spaceId, [entityId(baseId, 'no vector')], 10)).toEqual([]);
  });

  it('gives finite scores when a vector is the mean itself', async () => {
    const { spaceId, byId } = await spaceOf({ seed: [1, 0], middle: [0, 0], other: [-1, 0] });
    const [seed = '', middle = '', other = ''] = byId.keys();
    const found = await neighbours().nearest(spaceId, [seed], 10);
    expect(found.map((row) => row.entityId)).toEqual([middle, other]);
    expect(found[0]?.score).toBe(0);
    expect(found[1]?.score).toBeCloseTo(-1, 5);
  });

  it('tells of the space in use, with a key that changes when what it finds can change', async () => {
    const empty = await baseOf(subject(), ['Lion']);
    expect(await neighbours().space(empty.id)).toBeUndefined();
    const { baseId, spaceId, byId } = await spaceOf({ a: [1, 0], b: [0, 1] });
    const first = await neighbours().space(baseId);
    expect(first).toMatchObject({ id: spaceId, model: 'm', template: 'name', vectorCount: 2, describedShare: 0 });
    expect((await neighbours().space(baseId))?.key).toBe(first?.key);
    const [a = ''] = byId.keys();
    await subject().repositories.knowledge.writeEmbeddings(spaceId, [{ entityId: a, textHash: 'x', vector: Float32Array.of(0.5, 0.5) }]);
    await subject().repositories.knowledge.refreshSpaceMean(spaceId);
    const second = await neighbours().space(baseId);
    expect(second?.key).not.toBe(first?.key);
    await fill(subject(), baseId, [imported(baseId, 'c', { description: 'described' }), imported(baseId, 'd', { description: '' })]);
    const third = await neighbours().space(baseId);
    expect(third?.key).not.toBe(second?.key);
    expect(third?.describedShare).toBe(0.25);
  });
}
