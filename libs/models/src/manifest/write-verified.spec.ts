import { createHash } from 'node:crypto';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { writeVerified } from './write-verified.js';

const content = Buffer.from('weights '.repeat(1000));
const expected = { name: 'model', bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };

describe('writeVerified', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verified-'));
    path = join(folder, 'model.partial');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const gone = () => expect(access(path)).rejects.toMatchObject({ code: 'ENOENT' });

  it('writes what has the right size and checksum, and reports every byte once', async () => {
    let bytes = 0;
    await writeVerified(Readable.from([content.subarray(0, 100), content.subarray(100)]), path, expected, {
      onBytes: (more) => (bytes += more),
    });
    expect((await readFile(path)).equals(content)).toBe(true);
    expect(bytes).toBe(content.length);
  });

  it.each([
    ['truncated', content.subarray(1)],
    ['altered', Buffer.concat([content.subarray(1), Buffer.from('!')])],
  ])('removes a %s download and says what came', async (_, bytes) => {
    await expect(writeVerified(Readable.from([bytes]), path, expected)).rejects.toMatchObject({
      name: 'ModelFileError',
      code: 'corrupt',
      message: expect.stringContaining(`${bytes.length} bytes`),
    });
    await gone();
  });

  it('turns a full disk into an error that says what to do, and leaves nothing behind', async () => {
    const full = new Readable({
      read() {
        this.destroy(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
      },
    });
    await expect(writeVerified(full, path, expected)).rejects.toMatchObject({
      name: 'ModelFileError',
      code: 'no-space',
      remedy: expect.stringContaining('Free some space'),
    });
    await gone();
  });

  it('stops with the reason it is given and leaves nothing behind', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const endless = new Readable({
      read() {
        setTimeout(() => this.push(content), 1);
      },
    });
    setTimeout(() => stop.abort(reason), 20);
    await expect(writeVerified(endless, path, expected, { signal: stop.signal })).rejects.toBe(reason);
    await gone();
  });

  it('never writes over a file that is there', async () => {
    await writeFile(path, 'someone else');
    await expect(writeVerified(Readable.from([content]), path, expected)).rejects.toMatchObject({
      name: 'ModelFileError',
      code: 'not-writable',
    });
    expect(await readFile(path, 'utf8')).toBe('someone else');
  });
});
