import fc from 'fast-check';
import { bytesOf, collect } from '../testing/fixtures.js';
import { readJsonl } from './jsonl-format.js';

const read = (text: string) => collect(readJsonl(bytesOf(text)));

describe('readJsonl', () => {
  it('reads one object a line, past blank lines, and keeps unknown keys as attributes', async () => {
    const text =
      '\uFEFF{"id":1,"name":"Lion","aliases":["Leo"],"context":"It roars.","attributes":{"class":"cat"},"legs":4}\r\n\n{"name":"Tiger"}';
    expect(await read(text)).toMatchObject([
      {
        kind: 'row',
        line: 1,
        externalId: 1,
        name: 'Lion',
        aliases: ['Leo'],
        contexts: ['It roars.'],
        attributes: { class: 'cat', legs: 4 },
      },
      { kind: 'row', line: 3, name: 'Tiger', attributes: {} },
    ]);
  });

  it.each([
    ['{"name":', 'The line is not JSON'],
    ['["lion"]', 'not a JSON object'],
    ['"lion"', 'not a JSON object'],
    ['{"name":"a","attributes":[1]}', 'attributes is not an object'],
    ['{"id":"a","externalId":"b","name":"c"}', '"id" and "externalId" mean the same field'],
    ['{"name":"c","legs":4,"attributes":{"legs":5}}', 'mean the same field'],
  ])('turns the line %j into one unreadable row and reads on', async (line, reason) => {
    expect(await read(`${line}\n{"name":"Tiger"}\n`)).toMatchObject([
      { kind: 'unreadable', line: 1, raw: line, reason: expect.stringContaining(reason) as string },
      { kind: 'row', line: 2, name: 'Tiger' },
    ]);
  });

  it('refuses a line that is not UTF-8, and one that is too long, and reads on', async () => {
    const bytes = Buffer.concat([Buffer.from([0x22, 0xff, 0x22, 0x0a]), Buffer.alloc(5_000_001, 'x'), Buffer.from('\n{"name":"Tiger"}')]);
    expect(await collect(readJsonl([bytes]))).toMatchObject([
      { line: 1, reason: 'The line is not valid UTF-8.' },
      { line: 2, reason: 'The line is longer than 5000000 bytes.' },
      { line: 3, name: 'Tiger' },
    ]);
  });

  it('gives back any object that was written', async () => {
    const attributes = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), attributes, fc.nat(20), async (name, given, chunk) => {
        const rows = await collect(readJsonl(bytesOf(JSON.stringify({ name, attributes: given }), chunk + 1)));
        expect(rows).toMatchObject([{ name }]);
        expect(JSON.stringify((rows[0] as { attributes: unknown }).attributes)).toBe(JSON.stringify(JSON.parse(JSON.stringify(given))));
      }),
    );
  });
});
