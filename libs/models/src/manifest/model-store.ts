import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchModel, workingFolderPrefix } from './fetch-model.js';
import { ModelFileError, asStorageError } from './model-file-error.js';
import { findModel, modelManifest, type ModelManifest, type ModelManifestEntry } from './model-manifest.js';
import type { PipOptions } from './pip-download.js';
import { VerificationRecord } from './verification-record.js';
import { hashFile } from './write-verified.js';

/** A model file whose checksum is known to be right. */
export interface LocatedModel {
  readonly entry: ModelManifestEntry;
  readonly path: string;
  readonly sha256: string;
}

/** A manifest entry and the state of its file: `present` (checked), `missing`, or `corrupt` (wrong size or checksum). */
export interface ListedModel {
  readonly entry: ModelManifestEntry;
  readonly path: string;
  readonly state: 'present' | 'missing' | 'corrupt';
}

/** How far a pull has come. */
export interface PullProgress {
  readonly modelId: string;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

/** Options of a pull. */
export interface PullOptions {
  readonly onProgress?: (progress: PullProgress) => void;
  readonly signal?: AbortSignal;
}

const abandonedAfterMilliseconds = 24 * 60 * 60 * 1000;

/**
 * The folder where model files are kept, flat, one file a model, beside each a small record of its last check.
 * Several processes may use one folder: files appear and are replaced in one step.
 */
export class ModelStore {
  readonly #manifest: ModelManifest;
  readonly #pip: PipOptions;

  /**
   * @param folder where the files are kept; created by the first pull
   * @param options another manifest than the shipped one, and how pip is called
   */
  constructor(
    readonly folder: string,
    { manifest = modelManifest, ...pip }: { readonly manifest?: ModelManifest } & PipOptions = {},
  ) {
    this.#manifest = manifest;
    this.#pip = pip;
  }

  /**
   * The file of a model, checked. A file whose size and time are those of its last check is not hashed again.
   * A corrupt file is removed.
   * @throws ModelFileError `missing`, `corrupt` or `unknown-model`
   */
  async locate(id: string, signal?: AbortSignal): Promise<LocatedModel> {
    return this.#check(findModel(this.#manifest, id), { trustRecord: true, signal });
  }

  /** As `locate`, but hashes the file in any case. */
  async verify(id: string, signal?: AbortSignal): Promise<LocatedModel> {
    return this.#check(findModel(this.#manifest, id), { trustRecord: false, signal });
  }

  /** Every model of the manifest and the state of its file. Changes nothing. */
  async list(): Promise<readonly ListedModel[]> {
    const listed: ListedModel[] = [];
    for (const entry of this.#manifest.models) {
      const { state } = await this.#inspect(entry, { trustRecord: true, signal: undefined });
      listed.push({ entry, path: this.#pathOf(entry), state });
    }
    return listed;
  }

  /**
   * Makes sure that models are there: those that are present and sound are left alone, the others are fetched.
   * @param ids the models wanted; all of the manifest when left out
   * @throws ModelFileError saying what to do; the signal's reason when cancelled
   */
  async pull(
    ids: readonly string[] = this.#manifest.models.map((model) => model.id),
    options: PullOptions = {},
  ): Promise<readonly LocatedModel[]> {
    const entries = ids.map((id) => findModel(this.#manifest, id));
    await this.#prepareFolder();
    const located: LocatedModel[] = [];
    for (const entry of entries) located.push(await this.#ensure(entry, options));
    return located;
  }

  async #ensure(entry: ModelManifestEntry, { onProgress, signal }: PullOptions): Promise<LocatedModel> {
    signal?.throwIfAborted();
    const { state } = await this.#inspect(entry, { trustRecord: true, signal });
    if (state === 'present') {
      onProgress?.({ modelId: entry.id, bytesDone: entry.file.bytes, bytesTotal: entry.file.bytes });
      return this.#located(entry);
    }
    const path = await fetchModel(entry, this.folder, {
      ...this.#pip,
      ...(signal ? { signal } : {}),
      onProgress: (bytesDone, bytesTotal) => onProgress?.({ modelId: entry.id, bytesDone, bytesTotal }),
    });
    await new VerificationRecord(path).write(entry.file.sha256);
    return this.#located(entry);
  }

  async #check(entry: ModelManifestEntry, how: { trustRecord: boolean; signal: AbortSignal | undefined }): Promise<LocatedModel> {
    const path = this.#pathOf(entry);
    const { state, found } = await this.#inspect(entry, how);
    if (state === 'present') return this.#located(entry);
    const pull = `Run "etcetera models pull ${entry.id}".`;
    if (state === 'missing')
      throw new ModelFileError('missing', `${entry.name} is not in ${this.folder}.`, pull, { modelId: entry.id, path });
    await rm(path, { force: true });
    await new VerificationRecord(path).remove();
    throw new ModelFileError('corrupt', `${path} is damaged (${found}) and was removed.`, pull, { modelId: entry.id, path });
  }

  async #inspect(
    entry: ModelManifestEntry,
    { trustRecord, signal }: { trustRecord: boolean; signal: AbortSignal | undefined },
  ): Promise<{ state: ListedModel['state']; found?: string }> {
    const path = this.#pathOf(entry);
    const file = await stat(path).catch(() => undefined);
    if (!file?.isFile()) return { state: 'missing' };
    if (file.size !== entry.file.bytes) return { state: 'corrupt', found: `${file.size} bytes instead of ${entry.file.bytes}` };
    const record = new VerificationRecord(path);
    if (trustRecord && (await record.confirms(entry.file.sha256))) return { state: 'present' };
    const sha256 = await hashFile(path, signal);
    if (sha256 !== entry.file.sha256) return { state: 'corrupt', found: `sha256 ${sha256} instead of ${entry.file.sha256}` };
    // A read-only folder is fine for using models; it only costs a hash at every start.
    await record.write(sha256).catch(() => undefined);
    return { state: 'present' };
  }

  async #prepareFolder(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      const left = (await readdir(this.folder)).filter((name) => name.startsWith(workingFolderPrefix));
      for (const path of left.map((name) => join(this.folder, name))) {
        const changed = await stat(path).then(
          (s) => s.mtimeMs,
          () => Infinity,
        );
        if (changed < Date.now() - abandonedAfterMilliseconds) await rm(path, { recursive: true, force: true });
      }
    } catch (error) {
      throw asStorageError(error, { path: this.folder }) ?? error;
    }
  }

  #located(entry: ModelManifestEntry): LocatedModel {
    return { entry, path: this.#pathOf(entry), sha256: entry.file.sha256 };
  }

  #pathOf(entry: ModelManifestEntry): string {
    return join(this.folder, entry.file.name);
  }
}
