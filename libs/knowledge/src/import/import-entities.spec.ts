import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { MemoryKnowledgeStore } from '../testing/memory-knowledge-store.js';
import { actor, bytesOf, importRows, streamOf } from '../testing/fixtures.js';
import { readCsv } from './csv-format.js';
import type { SourceRow } from './entity-row.js';
import { importEntities } from './import-entities.js';
import { readJsonl } from './jsonl-format.js';

const csv = (text: string) => readCsv(bytesOf(text));
const rows = (count: number): SourceRow[] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'row', line: index + 1, raw: '', name: `entity ${index}` }));
const contents = (store: MemoryKnowledgeStore) => [...store.stored.values()].map(({ imported }) => imported);

describe('importEntities', () => {
  it('writes good rows and keeps the others with line, field, reason and text', async () => {
    const store = new MemoryKnowledgeStore();
    const result = await importRows(store, csv('id,name\n1,lion\n2,\n3\n1,tiger\n4,"two\nlines"\n5,lynx\n'));
    expect(result.import).toMatchObject({ status: 'COMPLETED', created: 2, rejected: 4, rowsRead: 6 });
    expect(store.rejections.get(result.import.id)).toEqual([
      { line: 3, field: 'name', reason: 'name is missing.', raw: '2,' },
      { line: 4, reason: 'The row has 1 columns, the heading has 2.', raw: '3' },
      { line: 5, field: 'id', reason: 'The id "1" is already on line 2.', raw: '1,tiger' },
      { line: 6, field: 'name', reason: 'name has U+000A (line break) at character 4; a name is one line of text.', raw: '4,"two\nlines"' },
    ]);
    expect(result.firstRejections).toHaveLength(4);
  });

  it('refuses a second row of the same name when rows have no ids, and takes it when they have', async () => {
    const without = await importRows(new MemoryKnowledgeStore(), csv('name\nJaguar\njaguar\n'));
    expect(without.firstRejections).toMatchObject([
      { line: 3, reason: 'The name "jaguar" is already on line 2; give the rows ids if they are two entities.' },
    ]);
    const withIds = await importRows(new MemoryKnowledgeStore(), csv('id,name\n1,Jaguar\n2,jaguar\n'));
    expect(withIds.import).toMatchObject({ created: 2, rejected: 0 });
  });

  it('writes in batches of 500 and reports progress with the speed after each', async () => {
    const store = new MemoryKnowledgeStore();
    let clockMs = 0;
    const seen: { rowsRead: number; rowsPerSecond: number }[] = [];
    await importRows(store, streamOf(rows(1200)), {
      now: () => (clockMs += 100),
      onProgress: ({ rowsRead, rowsPerSecond }) => seen.push({ rowsRead, rowsPerSecond }),
    });
    expect(store.batches.map((batch) => batch.rowsRead)).toEqual([500, 500, 200]);
    expect(seen.map(({ rowsRead }) => rowsRead)).toEqual([500, 1000, 1200]);
    expect(seen[0]?.rowsPerSecond).toBe(5000);
  });

  it('updates what changed and nothing else', async () => {
    const store = new MemoryKnowledgeStore();
    await importRows(store, csv('id,name,description\n1,lion,a\n2,tiger,b\n'));
    const second = await importRows(store, csv('id,name,description\n1,lion,a\n2,tiger,c\n3,lynx,d\n'));
    expect(second.import).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
  });

  it('when interrupted writes what it has read, and a second import completes it with nothing doubled', async () => {
    const store = new MemoryKnowledgeStore();
    const controller = new AbortController();
    async function* source(): AsyncGenerator<SourceRow> {
      for (const row of rows(1200)) {
        if (row.line === 701) controller.abort();
        yield row;
      }
    }
    const first = await importRows(store, source(), { signal: controller.signal });
    expect(first.import.status).toBe('INTERRUPTED');
    expect(first.import.rowsRead).toBe(store.stored.size);
    expect(store.stored.size).toBeGreaterThanOrEqual(700);
    expect(store.stored.size).toBeLessThan(1200);
    const second = await importRows(store, streamOf(rows(1200)));
    expect(second.import).toMatchObject({ status: 'COMPLETED', created: 1200 - first.import.created, unchanged: first.import.created });
    expect(store.stored.size).toBe(1200);
  });

  it('is interrupted at once also while its source stays silent', async () => {
    const store = new MemoryKnowledgeStore();
    const pipe = new PassThrough();
    const controller = new AbortController();
    pipe.write('{"name":"lion"}\n');
    const running = importRows(store, readJsonl(pipe as AsyncIterable<Uint8Array>), { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    expect((await running).import).toMatchObject({ status: 'INTERRUPTED', created: 1 });
    pipe.end();
    await once(pipe, 'close');
  });

  it('marks the import as failed when the source breaks, keeps written batches and passes the error on', async () => {
    const store = new MemoryKnowledgeStore();
    async function* source(): AsyncGenerator<SourceRow> {
      yield* rows(600);
      throw new Error('disk gone');
    }
    await expect(importRows(store, source())).rejects.toThrow('disk gone');
    expect([...store.imports.values()]).toMatchObject([{ status: 'FAILED', created: 500, rowsRead: 500 }]);
  });

  it('leaves no trace of a file that cannot be read at all', async () => {
    const store = new MemoryKnowledgeStore();
    await expect(importRows(store, csv('lion\ntiger\n'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect([store.bases.size, store.imports.size]).toEqual([0, 0]);
  });

  it('closes its source when the base is not there', async () => {
    let closed = false;
    async function* source(): AsyncGenerator<SourceRow> {
      try {
        yield* rows(3);
      } finally {
        closed = true;
      }
    }
    const input = { baseSlug: 'none', source: 'test', actor, rows: source() };
    await expect(importEntities(new MemoryKnowledgeStore(), input)).rejects.toMatchObject({ code: 'UNKNOWN_BASE' });
    expect(closed).toBe(true);
  });

  it.each([
    [{ baseSlug: 'My Zoo' }, 'base'],
    [{ source: ' ' }, 'source'],
    [{ newBase: { name: '' } }, 'base.name'],
  ])('refuses %j', async (change, field) => {
    const input = { baseSlug: 'zoo', newBase: { name: 'Zoo' }, source: 'test', actor, rows: streamOf(rows(1)), ...change };
    await expect(importEntities(new MemoryKnowledgeStore(), input)).rejects.toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('for any file: written + rejected = read, and importing it again changes nothing', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 5 }), fc.constantFrom('lion', 'Lion', '', 'x'.repeat(400), 'a\nb'));
    const line = fc.oneof(
      fc
        .record(
          { id: fc.option(fc.oneof(fc.nat(5), text)), name: text, description: fc.option(text), aliases: fc.option(fc.array(text)) },
          { requiredKeys: [] },
        )
        .map((row) => JSON.stringify(row)),
      fc.string({ maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), async (lines, batchRows) => {
        const store = new MemoryKnowledgeStore();
        const run = () => importRows(store, readJsonl(bytesOf(lines.join('\n'))), { batchRows });
        const first = (await run()).import;
        expect(first.created + first.rejected).toBe(first.rowsRead);
        expect(first.rowsRead).toBe(lines.flatMap((each) => each.split('\n')).filter((each) => each.trim() !== '').length);
        expect(store.stored.size).toBe(first.created);
        const before = structuredClone(contents(store));
        const second = (await run()).import;
        expect(second).toMatchObject({ created: 0, updated: 0, unchanged: first.created, rejected: first.rejected });
        expect(contents(store)).toEqual(before);
      }),
    );
  });
});
