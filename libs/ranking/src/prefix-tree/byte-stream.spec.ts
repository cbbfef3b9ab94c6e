import fc from 'fast-check';
import { ByteReader, ByteWriter } from './byte-stream.js';

const written = (write: (writer: ByteWriter) => void): Uint8Array => {
  const writer = new ByteWriter(0);
  write(writer);
  return writer.finish();
};
const corrupt = expect.objectContaining({ code: 'CORRUPT_DATA', field: 'bytes' });

describe('ByteWriter and ByteReader', () => {
  it('write numbers as the examples of LEB128 in the DWARF standard say', () => {
    const examples = [
      [2, [2]],
      [127, [0x7f]],
      [128, [0x80, 1]],
      [129, [0x81, 1]],
      [12857, [0xb9, 0x64]],
    ] as const;
    for (const [value, bytes] of examples) expect([...written((writer) => writer.varint(value))]).toEqual([...bytes]);
  });

  it('write 32-bit integers lowest byte first', () => {
    expect([...written((writer) => writer.uint32(0xfedcba98))]).toEqual([0x98, 0xba, 0xdc, 0xfe]);
  });

  it('read every number and string back, lone surrogates included', () => {
    const strings = fc.array(fc.nat(0xffff), { maxLength: 6 }).map((units) => String.fromCharCode(...units));
    const items = fc.array(fc.oneof(fc.nat(0xffffffff), strings, fc.constantFrom('\ud800', '\udfffé', 2 ** 32 - 1)));
    fc.assert(
      fc.property(items, (list) => {
        const bytes = written((writer) => list.forEach((item) => (typeof item === 'number' ? writer.varint(item) : writer.string(item))));
        const reader = new ByteReader(bytes, 0, bytes.length);
        expect(list.map((item) => (typeof item === 'number' ? reader.varint() : reader.string()))).toEqual(list);
        expect(reader.done).toBe(true);
      }),
    );
  });

  it.each([
    ['a number that is cut off', [0x80]],
    ['a number that could be shorter', [0x80, 0]],
    ['a number of more than 32 bits', [0xff, 0xff, 0xff, 0xff, 0x1f]],
    ['a number of more than five bytes', [0xff, 0xff, 0xff, 0xff, 0xff, 1]],
    ['no bytes', []],
  ])('refuse %s', (_, bytes) => {
    expect(() => new ByteReader(Uint8Array.from(bytes), 0, bytes.length).varint()).toThrow(corrupt);
  });

  it.each([
    ['a string that is longer than the data', [200, 1, 65], /longer than the data/],
    ['a character beyond 16 bits', [1, 0x80, 0x80, 4, 0, 0], /does not exist/],
  ])('refuse %s', (_, bytes, problem) => {
    const read = (): string => new ByteReader(Uint8Array.from(bytes), 0, bytes.length).string();
    expect(read).toThrow(corrupt);
    expect(read).toThrow(problem);
  });
});
