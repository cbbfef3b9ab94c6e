import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.mjs';

/** A step that failed; what it printed says why. */
export class StepError extends Error {
  name = 'StepError';
}

/**
 * Does something unless it was done before from the same inputs and its outputs are still there. One line says what happened.
 *
 * A step that fails, or is killed, counts as not done.
 *
 * @param {object} step
 * @param {string} step.name also the name of the file that remembers the step
 * @param {readonly string[]} step.inputs files and folders, relative to `base`
 * @param {readonly string[]} step.outputs files that must exist afterwards, relative to `base`
 * @param {() => Promise<void> | void} step.action
 * @param {object} options
 * @param {string} options.base
 * @param {string} options.cache folder of what was done before
 * @param {boolean} [options.quiet] say nothing
 * @param {(line: string) => void} [options.say]
 * @returns {Promise<'done' | 'up to date'>}
 * @throws {StepError} if an output is missing afterwards; whatever `action` throws
 */
export async function runStep({ name, inputs, outputs, action }, { base, cache, quiet = false, say = (line) => console.error(line) }) {
  const tell = (text) => (quiet ? undefined : say(`${name.padEnd(16)} ${text}`));
  const record = path.join(cache, `${name.replaceAll(' ', '-')}.sha256`);
  const missing = () => outputs.filter((output) => !existsSync(path.join(base, output)));
  const wanted = fingerprint(base, inputs);
  if (missing().length === 0 && existsSync(record) && readFileSync(record, 'utf8') === wanted) {
    tell('up to date');
    return 'up to date';
  }
  rmSync(record, { force: true });
  const started = performance.now();
  await action();
  const absent = missing();
  if (absent.length > 0) throw new StepError(`${name}: ${absent.join(', ')} was not written.`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(record, wanted);
  tell(`${((performance.now() - started) / 1000).toFixed(1)} s`);
  return 'done';
}
