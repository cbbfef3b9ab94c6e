import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { classBenchmark } from '../benchmark/class-benchmark.js';
import { classMembers } from '../benchmark/class-members.js';
import { MemoryKnowledgeStore } from '../testing/memory-knowledge-store.js';
import { actor, collect } from '../testing/fixtures.js';
import { importEntities } from './import-entities.js';
import { readOpenMoji } from './openmoji-format.js';

const packageFolder = path.dirname(createRequire(import.meta.url).resolve('openmoji/package.json'));

describe('readOpenMoji', () => {
  it('finds 2,449 emoji of distinct annotations and 88 classes of at least 8, and imports all of them, twice', async () => {
    const store = new MemoryKnowledgeStore();
    const run = () =>
      importEntities(store, {
        baseSlug: 'openmoji',
        newBase: { name: 'OpenMoji' },
        source: 'openmoji',
        actor,
        rows: readOpenMoji(packageFolder),
      });
    const first = await run();
    expect(first.firstRejections).toEqual([]);
    expect(first.import).toMatchObject({ status: 'COMPLETED', created: 2449, rejected: 0, rowsRead: 2449 });
    expect((await run()).import).toMatchObject({ status: 'COMPLETED', created: 0, updated: 0, unchanged: 2449 });

    const queries = classBenchmark(await classMembers(store, first.base.id));
    expect(new Set(queries.map((query) => query.className)).size).toBe(88);
    expect(queries).toHaveLength(88 * 5);
  }, 60_000);

  it('makes name, description, class, id and picture of an emoji', async () => {
    const rows = await collect(readOpenMoji(packageFolder));
    const tiger = rows.find((row) => row.kind === 'row' && row.name === 'tiger');
    expect(tiger).toMatchObject({
      externalId: '1F405',
      description: expect.stringMatching(/^\w+(, \w+)*$/) as string,
      attributes: { class: 'animal-mammal', group: 'animals-nature', emoji: '🐅', hexcode: '1F405' },
      images: [{ mimeType: 'image/svg+xml', altText: 'tiger' }],
    });
    if (tiger?.kind !== 'row') throw new Error('no tiger');
    expect(new TextDecoder().decode(tiger.images?.[0]?.bytes)).toContain('<svg');
    expect(rows.filter((row) => row.kind === 'row' && String(row.name).includes('skin tone'))).toEqual([]);
  });

  it('refuses a folder that does not hold the package', async () => {
    await expect(collect(readOpenMoji(path.join(packageFolder, 'color')))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'folder',
    });
  });

  it('turns entries without a drawing, with a path for a code, or without texts into unreadable rows', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'openmoji-'));
    try {
      const entry = { emoji: 'x', hexcode: 'ABC', group: 'g', subgroups: 's', annotation: 'a', tags: '', skintone: '' };
      await mkdir(path.join(folder, 'data'));
      await writeFile(
        path.join(folder, 'data', 'openmoji.json'),
        JSON.stringify([entry, { ...entry, annotation: 'b', hexcode: '../A' }, { emoji: 'y' }]),
      );
      expect(await collect(readOpenMoji(folder))).toMatchObject([
        { kind: 'unreadable', line: 1, field: 'image', reason: 'The drawing color/svg/ABC.svg cannot be read: ENOENT.' },
        { kind: 'unreadable', line: 2, field: 'hexcode' },
        { kind: 'unreadable', line: 3 },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
