// npm start: builds what is missing, then serves. The checks come before the imports, so that an old Node gets a sentence, not a stack.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProblem } from './steps/start-problem.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const problem = startProblem({ nodeVersion: process.versions.node, isInstalled: existsSync(path.join(root, 'node_modules/typescript')) });
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  const { build } = await import('./build.mjs');
  const { runInTerminal } = await import('./steps/run-in-terminal.mjs');
  const { runMain } = await import('./steps/run-node.mjs');
  await runMain(async () => {
    await build();
    process.exitCode = await runInTerminal(['--enable-source-maps', path.join(root, 'apps/api/dist/main.js'), ...process.argv.slice(2)]);
  });
}
