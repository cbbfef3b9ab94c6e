import { Transform, type TransformCallback } from 'node:stream';
import { HttpError } from '../http/http-error.js';

/** Largest upload, in bytes. */
export const MAX_UPLOAD_BYTES = 200 * 1024 * 1024;

export const tooLarge = (limit: number): HttpError =>
  new HttpError(
    413,
    'TOO_LARGE',
    `An upload has at most ${Math.round(limit / 1024 / 1024)} MB. Split the file, or use "etcetera import FILE" on the server's machine.`,
  );

/** Passes bytes on until there are too many of them; then it fails with what `tooLarge` says. */
export class SizeLimit extends Transform {
  #seen = 0;

  constructor(private readonly limit: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#seen += chunk.length;
    if (this.#seen > this.limit) done(tooLarge(this.limit));
    else done(null, chunk);
  }
}
