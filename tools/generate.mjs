// npm run generate: writes the code that is derived from prisma/schema.prisma and from libs/graphql-schema/schema.graphql.
import { fileURLToPath } from 'node:url';
import { runMain, runNode } from './steps/run-node.mjs';
import { runStep } from './steps/run-step.mjs';
import { cacheFolder, root } from './steps/workspace.mjs';

/** @param {{ quiet?: boolean }} [options] */
export async function generate({ quiet = false } = {}) {
  const options = { base: root, cache: cacheFolder, quiet };
  await runStep(
    {
      name: 'database client',
      inputs: ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'],
      outputs: ['libs/store/src/generated/client/client.ts', 'libs/graphql-schema/src/generated/pothos-types.ts'],
      // the wrapper sees to a machine on which Prisma's engine cannot be downloaded
      action: () => runNode('prisma generate', ['tools/db/prisma.mjs', 'generate'], { quiet: true }),
    },
    options,
  );
  await runStep(
    {
      name: 'typed operations',
      inputs: ['codegen.ts', 'libs/graphql-schema/schema.graphql', 'libs/graphql-client/src/operations', 'package-lock.json'],
      outputs: ['gql.ts', 'graphql.ts', 'index.ts'].map((file) => `libs/graphql-client/src/generated/${file}`),
      action: () => runNode('graphql-codegen', ['node_modules/@graphql-codegen/cli/cjs/bin.js', '--config', 'codegen.ts'], { quiet: true }),
    },
    options,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(() => generate({ quiet: process.argv.includes('--quiet') }));
