// npm run typecheck: the types of sources, tests and tools, in one `tsc -b` (why not one a project: see tools/build.mjs).
import { generate } from './generate.mjs';
import { runMain, runNode } from './steps/run-node.mjs';
import { projectsWith } from './steps/workspace.mjs';

await runMain(async () => {
  await generate({ quiet: true });
  const configurations = [
    ...projectsWith('tsconfig.json').map((project) => `${project}/tsconfig.json`),
    // projects of a bundler have no configuration that names the others
    'apps/admin/tsconfig.spec.json',
    'tools/tsconfig.json',
  ];
  await runNode('tsc -b', ['node_modules/typescript/bin/tsc', '-b', ...configurations]);
  console.error('No type errors.');
});
