import fc from 'fast-check';
import { bytesOf, collect } from '../testing/fixtures.js';
import { readCsv } from './csv-format.js';
import type { Delimiter } from './csv-records.js';

const read = (text: string, delimiter?: Delimiter) => collect(readCsv(bytesOf(text), delimiter));
const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const escapeBars = (entry: string): string => entry.replace(/[\\|]/g, '\\$&');

describe('readCsv', () => {
  it('sorts columns out by their headings, behind a byte order mark, in any case and order', async () => {
    const text =
      '\uFEFFDescription,NAME,aliases,Attributes.class,colour,id,context\r\n"a cat, large",Lion,Leo|Simba,cat,yellow,Q140,"It roars.|It sleeps."\r\n';
    expect(await read(text)).toEqual([
      {
        kind: 'row',
        line: 2,
        raw: '"a cat, large",Lion,Leo|Simba,cat,yellow,Q140,"It roars.|It sleeps."',
        description: 'a cat, large',
        name: 'Lion',
        aliases: ['Leo', 'Simba'],
        attributes: { class: 'cat', colour: 'yellow' },
        externalId: 'Q140',
        contexts: ['It roars.', 'It sleeps.'],
      },
    ]);
  });

  it('reads TSV, in which a comma is a letter', async () => {
    expect(await read('name\tdescription\nLion\ta, b\n', '\t')).toMatchObject([{ name: 'Lion', description: 'a, b' }]);
  });

  it('gives rows the line on which they begin, past blank lines and quoted line breaks', async () => {
    const rows = await read('name,description\n\nlion,"a\n\nb"\n\ntiger,x\nlynx,y');
    expect(rows).toMatchObject([
      { name: 'lion', line: 3, description: 'a\n\nb' },
      { name: 'tiger', line: 7 },
      { name: 'lynx', line: 8 },
    ]);
  });

  it('turns a row with another number of columns into an unreadable row and reads on', async () => {
    expect(await read('name,description\nlion\ntiger,a,b\nlynx,c\n')).toMatchObject([
      { kind: 'unreadable', line: 2, raw: 'lion', reason: 'The row has 1 columns, the heading has 2.' },
      { kind: 'unreadable', line: 3, raw: 'tiger,a,b', reason: 'The row has 3 columns, the heading has 2.' },
      { kind: 'row', line: 4, name: 'lynx' },
    ]);
  });

  it('loses one line, not the rest of the file, to a quote in the wrong place', async () => {
    const rows = await read('name,description\nli"on,x\ntiger,"never closed\nlynx,y\n"a"b,z\npuma,"two\nlines"\n');
    expect(rows.map((row) => [row.line, row.kind])).toEqual([
      [2, 'unreadable'],
      [3, 'unreadable'],
      [4, 'row'],
      [5, 'unreadable'],
      [6, 'row'],
    ]);
    expect(rows[1]).toMatchObject({ raw: 'tiger,"never closed' });
    expect(rows[4]).toMatchObject({ name: 'puma', description: 'two\nlines' });
  });

  it('refuses a row that is not UTF-8 and reads on', async () => {
    const latin1 = Buffer.from('name\nlion\ncaf\u00e9\ntiger\n', 'latin1');
    expect(await collect(readCsv([latin1]))).toMatchObject([
      { name: 'lion' },
      { kind: 'unreadable', line: 3, reason: 'The row is not valid UTF-8.' },
      { name: 'tiger' },
    ]);
  });

  it.each([
    ['', 'the file is empty'],
    ['lion\ntiger\n', 'no column is called "name"'],
    ['name,\nlion,\n', 'column 2 has no name'],
    ['name,Name\nlion,x\n', 'columns "name" and "Name" mean the same field'],
    ['name,class,attributes.class\nlion,x,y\n', 'mean the same field'],
    ['name,attributes\nlion,{}\n', 'attributes.NAME'],
    ['name\rlion\r', 'carriage return alone'],
    ['na"me\nlion', 'the first row must name the columns'],
  ])('refuses the file %j with a remedy', async (text, remedy) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining(remedy) as string });
  });

  it('gives back any texts that were written as CSV, TSV or with semicolons', async () => {
    // Half surrogate pairs have no UTF-8.
    const text = fc.string({ unit: 'binary' }).map((value) => value.replace(/\p{Cs}/gu, ''));
    const cell = fc.oneof(text, fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\n', '\r', '|', '\\', 'a', ' ', 'é') }));
    const entity = fc.record({
      name: cell,
      description: cell,
      aliases: fc.array(
        cell.filter((alias) => alias.trim() !== ''),
        { maxLength: 3 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entity),
        fc.constantFrom<Delimiter[]>(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        async (entities, delimiter, end) => {
          const lines = entities.map(({ name, description, aliases }) =>
            [name, description, aliases.map(escapeBars).join('|')].map(quote).join(delimiter),
          );
          const rows = await read([['name', 'description', 'aliases'].join(delimiter), ...lines].join(end), delimiter);
          expect(rows).toMatchObject(
            entities.map(({ name, description, aliases }) => ({
              kind: 'row',
              ...(name !== '' && { name }),
              ...(description !== '' && { description }),
              ...(aliases.length > 0 && { aliases }),
            })),
          );
          expect(rows).toHaveLength(entities.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('neither crashes nor loses a line on any file with a good heading', async () => {
    const line = fc.string({ unit: fc.constantFrom('"', ',', 'a', '\r', ' ', '""') });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const rows = await read(`name,description\n${lines.join('\n')}`);
        // The raw texts of all rows, put together, are the file without its blank lines.
        const bare = (text: string): string => text.replace(/[\r\n]/g, '');
        expect(bare(rows.map((row) => row.raw).join(''))).toBe(bare(lines.join('')));
      }),
      { numRuns: 500 },
    );
  });
});
