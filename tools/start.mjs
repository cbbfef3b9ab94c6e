// npm start: builds what is missing, then serves. The checks come before the imports, so that an old Node gets a sentence, not a stack.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProblem } from './steps/start-problem.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const problem = startProblem({ nodeVersion: process.versions.node, isInstalled: existsSync(path.join(root, 'node_modules/typescript')) });
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  await start();
}

async function start() {
  const { build } = await import('./build.mjs');
  const { runMain } = await import('./steps/run-node.mjs');
  await runMain(async () => {
    await build();
    process.exitCode = await serve(process.argv.slice(2));
  });
}

/** Runs the server in this terminal; resolves with the exit code that a shell would report. */
function serve(args) {
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(root, 'apps/api/dist/main.js'), ...args], { stdio: 'inherit' });
  // Ctrl-C reaches both of us, being one process group; a signal sent to this process alone has to be handed on
  const forward = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code));
  });
}
