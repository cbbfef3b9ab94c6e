import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asStorageError, ModelFileError } from './model-file-error.js';
import type { ModelFile } from './model-manifest.js';

/** sha256 of a file in lower-case hexadecimal. @throws the signal's reason when cancelled. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, signal ? { signal } : {});
  return hash.digest('hex');
}

/**
 * Writes a stream to a new file and checks size and checksum on the way.
 * Nothing stays on disk when it fails.
 * @param onBytes called with the number of bytes of each piece
 * @throws ModelFileError `corrupt`, `no-space` or `not-writable`; the stream's error; the signal's reason when cancelled
 */
export async function writeVerified(
  stream: Readable,
  path: string,
  expected: ModelFile,
  { onBytes, signal }: { onBytes?: (bytes: number) => void; signal?: AbortSignal } = {},
): Promise<void> {
  // Opened outside of the clean-up below: a file that was there before is not ours to remove.
  const file = await open(path, 'wx').catch((error: unknown) => {
    stream.destroy();
    throw asStorageError(error, { path }) ?? error;
  });
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      onBytes?.(chunk.length);
      done(null, chunk);
    },
  });
  try {
    await pipeline(stream, measure, file.createWriteStream(), signal ? { signal } : {});
    const sha256 = hash.digest('hex');
    if (bytes !== expected.bytes || sha256 !== expected.sha256) {
      throw new ModelFileError(
        'corrupt',
        `${expected.name} arrived with ${bytes} bytes and sha256 ${sha256}; expected are ${expected.bytes} bytes and ${expected.sha256}.`,
        'It was removed; pull again, and check what stands between this machine and the source if it happens twice.',
        { path },
      );
    }
  } catch (error) {
    await rm(path, { force: true });
    signal?.throwIfAborted();
    throw asStorageError(error, { path }) ?? error;
  }
}
