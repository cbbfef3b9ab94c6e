import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './workspace.mjs';
import { StepError } from './run-step.mjs';

/**
 * Runs a Node program and waits for it.
 *
 * @param {string} what for the error message
 * @param {readonly string[]} args file and arguments, relative to the workspace
 * @param {object} [options]
 * @param {boolean} [options.quiet] keep what it prints, and show it only if it fails
 * @param {string} [options.cwd]
 * @throws {StepError} if it does not end with 0
 */
export async function runNode(what, args, { quiet = false, cwd = root } = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: withBinFolder(process.env),
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
  });
  const kept = [];
  child.stdout?.on('data', (chunk) => kept.push(chunk));
  child.stderr?.on('data', (chunk) => kept.push(chunk));
  const code = await new Promise((resolve, reject) =>
    child.once('error', reject).once('close', (status, signal) => resolve(signal ?? status)),
  );
  if (code === 0) return;
  if (kept.length > 0) process.stderr.write(Buffer.concat(kept));
  throw new StepError(`${what} failed (${code}); what it printed is above.`);
}

/** Programs of packages are found as under `npm run`, however this tool was started. */
function withBinFolder(env) {
  return { ...env, PATH: [path.join(root, 'node_modules/.bin'), env.PATH].filter(Boolean).join(path.delimiter) };
}

/** Runs a tool's main function: a failed step is told in a sentence, anything else with its stack; the exit code is 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof StepError ? error.message : error);
    process.exitCode = 1;
  }
}
