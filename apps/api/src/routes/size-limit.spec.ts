import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { SizeLimit } from './size-limit.js';

describe('SizeLimit', () => {
  const through = async (bytes: number, limit: number): Promise<number> => {
    const stream = new SizeLimit(limit);
    const [content] = await Promise.all([
      text(stream),
      pipeline(Readable.from([Buffer.alloc(bytes / 2), Buffer.alloc(bytes / 2)]), stream),
    ]);
    return content.length;
  };

  it('passes up to the limit and fails beyond it', async () => {
    expect(await through(10, 10)).toBe(10);
    await expect(through(12, 10)).rejects.toMatchObject({ status: 413, code: 'TOO_LARGE' });
  });
});
