import type { RawEntityRow } from './entity-row.js';
import { validateRow } from './validate-row.js';

const scope = { baseSlug: 'zoo', source: 'test' };
const row = (fields: Partial<RawEntityRow>): RawEntityRow => ({ kind: 'row', line: 7, raw: 'the row', name: 'Lion', ...fields });
const accept = (fields: Partial<RawEntityRow>) => {
  const checked = validateRow(row(fields), scope);
  if ('rejection' in checked) throw new Error(checked.rejection.reason);
  return checked.entity;
};
const refuse = (fields: Partial<RawEntityRow>) => {
  const checked = validateRow(row(fields), scope);
  if ('entity' in checked) throw new Error('accepted');
  return checked.rejection;
};

describe('validateRow', () => {
  // Both values were computed with Python's uuid and hashlib.
  it('gives an entity the same id and hash on every machine', () => {
    const entity = accept({ externalId: 'Q140', description: ' a cat ', aliases: ['Panthera leo'], attributes: { class: 'cat' } });
    expect(entity).toMatchObject({ source: 'test', externalId: 'Q140', name: 'Lion', normalizedName: 'lion', description: 'a cat' });
    expect(entity.id).toBe('dfea7ad9-6da9-5e96-aa96-2119eff21b66');
    expect(entity.contentHash).toBe('e1dd022eabe287361555b72b64468470c7ef60f7972e1ab7fc00ce1d63524e5b');
  });

  it('takes the normalised name for the id of a row that has none', () => {
    expect(accept({ name: ' LION ' }).externalId).toBe('lion');
    expect(accept({ externalId: '' }).externalId).toBe('lion');
    expect(accept({ externalId: 140 }).externalId).toBe('140');
  });

  it('brings names to NFC', () => {
    expect(accept({ name: 'Cafe\u0301' }).name).toBe('Café');
  });

  it('changes the hash with every field and with nothing else', () => {
    const image = (text: string) => ({ mimeType: 'image/svg+xml', bytes: new TextEncoder().encode(text), altText: 'lion' });
    const fields = { description: 'a', aliases: ['b'], contexts: ['c'], attributes: { d: 1, e: [2] }, images: [image('f')] };
    const { contentHash } = accept(fields);
    const changes: Partial<RawEntityRow>[] = [
      { name: 'Lioness' },
      { externalId: 'x' },
      { description: 'z' },
      { aliases: ['z'] },
      { contexts: ['z'] },
      { attributes: { d: 1, e: [3] } },
      { images: [image('z')] },
    ];
    const hashes = changes.map((change) => accept({ ...fields, ...change }).contentHash);
    expect(new Set([contentHash, ...hashes]).size).toBe(changes.length + 1);
    expect(accept({ ...fields, attributes: { e: [2], d: 1 }, line: 99 }).contentHash).toBe(contentHash);
  });

  it('keeps an alias once, whatever its case', () => {
    expect(accept({ aliases: ['NYC', 'nyc', 'lion', 'Leo'] }).aliases.map(({ text }) => text)).toEqual(['NYC', 'Leo']);
  });

  it.each<[string, Partial<RawEntityRow>, string, string]>([
    ['no name', { name: undefined }, 'name', 'name is missing.'],
    ['a name that is a number', { name: 12 }, 'name', 'name is a number, not a text.'],
    ['a name with a line break', { name: 'red\nfox' }, 'name', 'name has U+000A (line break) at character 4; a name is one line of text.'],
    ['a long name', { name: 'x'.repeat(10_000) }, 'name', 'name has 10000 characters, more than 300.'],
    ['a long description', { description: 'x'.repeat(10_001) }, 'description', 'description has 10001 characters, more than 10000.'],
    ['NUL in a description', { description: 'a\u0000' }, 'description', 'description has U+0000 (NUL) at character 2.'],
    ['51 aliases', { aliases: Array.from({ length: 51 }, (_, n) => `a${n}`) }, 'aliases', 'aliases has 51 entries, more than 50.'],
    ['a bad alias', { aliases: ['a', 'b\tc'] }, 'aliases[1]', 'aliases[1] has U+0009 (tab) at character 2; a name is one line of text.'],
    ['aliases that are no list', { aliases: 'a' }, 'aliases', 'aliases is a string, not a list of texts.'],
    ['201 contexts', { contexts: Array.from({ length: 201 }, () => 'c') }, 'contexts', 'contexts has 201 entries, more than 200.'],
    ['an id beyond the safe integers', { externalId: 2 ** 53 }, 'id', 'id is a number, neither a text nor a whole number.'],
    ['NUL deep in the attributes', { attributes: { a: [{ b: '\u0000' }] } }, 'attributes', 'attributes hold U+0000 (NUL).'],
    [
      'huge attributes',
      { attributes: { a: 'x'.repeat(30_000) } },
      'attributes',
      'attributes take 30008 characters as JSON, more than 20000.',
    ],
    ['an empty picture', { images: [{ mimeType: 'image/png', bytes: new Uint8Array(), altText: '' }] }, 'images[0]', 'images[0] is empty.'],
  ])('refuses %s, naming the field and the reason', (_, fields, field, reason) => {
    expect(refuse(fields)).toEqual({ line: 7, raw: 'the row', field, reason });
  });

  it('keeps at most 10 kB of a refused row, and nothing that a database cannot hold', () => {
    const { raw } = refuse({ name: '', raw: `\u0000${'é'.repeat(10_000)}` });
    expect(raw.startsWith('\\u0000é')).toBe(true);
    expect(Buffer.byteLength(raw)).toBe(10_000);
  });
});
