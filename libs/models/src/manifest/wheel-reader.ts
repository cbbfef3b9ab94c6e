import type { Readable } from 'node:stream';
import { open, type Entry, type ZipFile } from 'yauzl';

/**
 * Hands the wanted members of a wheel (a zip file) to `write`, one after the other.
 * @param wanted member paths
 * @throws Error when the file is no zip archive or a member is absent
 */
export async function readWheel(
  path: string,
  wanted: readonly string[],
  write: (member: string, content: Readable) => Promise<void>,
): Promise<void> {
  const archive = await openArchive(path);
  try {
    const found = new Set<string>();
    for await (const entry of entriesOf(archive)) {
      if (!wanted.includes(entry.fileName)) continue;
      await write(entry.fileName, await openMember(archive, entry));
      found.add(entry.fileName);
    }
    const absent = wanted.filter((member) => !found.has(member));
    if (absent.length > 0) throw new Error(`the package does not contain ${absent.join(', ')}`);
  } finally {
    archive.close();
  }
}

function openArchive(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, archive) => {
      if (error) reject(error);
      else resolve(archive);
    });
  });
}

function openMember(archive: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    archive.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else resolve(stream);
    });
  });
}

async function* entriesOf(archive: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      const settle = (act: () => void) => {
        archive.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error');
        act();
      };
      archive.once('entry', (next: Entry) => settle(() => resolve(next)));
      archive.once('end', () => settle(() => resolve(undefined)));
      archive.once('error', (error: Error) => settle(() => reject(error)));
      archive.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}
