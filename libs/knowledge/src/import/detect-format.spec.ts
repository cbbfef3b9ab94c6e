import { detectFormat } from './detect-format.js';

const detect = (name: string, content: string | number[]) =>
  detectFormat(name, typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content));

describe('detectFormat', () => {
  it.each([
    ['zoo.csv', 'name,x\n', { format: 'csv', delimiter: ',' }],
    ['ZOO.CSV', 'name;a,b;c\n1\t2\t3\t4\t5', { format: 'csv', delimiter: ';' }],
    ['zoo.csv', 'name;"a,b,c,d"\n', { format: 'csv', delimiter: ';' }],
    ['zoo.csv', 'name\n', { format: 'csv', delimiter: ',' }],
    ['zoo.tsv', 'name\n', { format: 'csv', delimiter: '\t' }],
    ['zoo.txt', 'name\tid\n', { format: 'csv', delimiter: '\t' }],
    ['zoo.jsonl', 'x', { format: 'jsonl' }],
    ['zoo.ndjson', '{}', { format: 'jsonl' }],
    ['upload', ' {"name":"lion"}', { format: 'jsonl' }],
    ['data/openmoji.json', '[{"emoji"', { format: 'openmoji' }],
  ])('knows %s with %j', (name, content, format) => {
    expect(detect(name, content)).toEqual(format);
  });

  it.each<[string, string | number[], string]>([
    ['zoo.csv', [0x1f, 0x8b, 8], 'gunzip'],
    ['zoo.xlsx', [0x50, 0x4b, 3, 4], 'save the sheet as CSV'],
    ['zoo.csv', [0xff, 0xfe, 0x6e, 0], 'save the file as UTF-8'],
    ['zoo.csv', ' \n', 'empty'],
    ['zoo.csv', 'name\u0000', 'not a text file'],
    ['zoo.json', '[{"name":"lion"}]', 'one object a line'],
  ])('refuses %s with %j and says what to do', (name, content, remedy) => {
    expect(() => detect(name, content)).toThrow(remedy);
  });
});
