// npm run bench:ranking: runs tools/bench/ranking/main.ts on the sources, once the generated code is there.
import { generate } from '../generate.mjs';
import { runInTerminal } from '../steps/run-in-terminal.mjs';
import { runMain } from '../steps/run-node.mjs';

await runMain(async () => {
  await generate();
  process.exitCode = await runInTerminal([
    '--conditions=@etcetera/source',
    '--no-warnings',
    '--import',
    'tsx',
    'tools/bench/ranking/main.ts',
    ...process.argv.slice(2),
  ]);
});
