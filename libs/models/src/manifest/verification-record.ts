import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const recordSchema = z.object({ sha256: z.string(), bytes: z.number(), modifiedMs: z.number() });

/**
 * Remembers beside a model file that its checksum was right, with the size and time it had then,
 * so that 100 MB are not hashed at every start.
 */
export class VerificationRecord {
  readonly #path: string;

  constructor(readonly modelPath: string) {
    this.#path = `${modelPath}.verified.json`;
  }

  /** Whether the file is still the one that was found to have this checksum. A record that cannot be read confirms nothing. */
  async confirms(sha256: string): Promise<boolean> {
    try {
      const record = recordSchema.parse(JSON.parse(await readFile(this.#path, 'utf8')));
      const file = await stat(this.modelPath);
      return record.sha256 === sha256 && record.bytes === file.size && record.modifiedMs === file.mtimeMs;
    } catch {
      return false;
    }
  }

  /** Notes that the file has this checksum now. */
  async write(sha256: string): Promise<void> {
    const file = await stat(this.modelPath);
    const temporary = `${this.#path}.${randomUUID()}`;
    try {
      await writeFile(temporary, `${JSON.stringify({ sha256, bytes: file.size, modifiedMs: file.mtimeMs })}\n`);
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** Forgets what was noted. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
