import { userInfo } from 'node:os';
import { buildSchema, PERMISSIONS } from '@etcetera/graphql-schema';
import { embedImported, graphqlServices, importFile, type Runtime } from '@etcetera/runtime';
import { execute } from 'graphql';
import { CommandError, type Transport } from './transport.js';

/** Does the work in this process, through the same operations as a server. Whoever can open the data directory may do everything. */
export function createEmbeddedTransport(runtime: Runtime, signal: AbortSignal): Transport {
  const schema = buildSchema();
  const actor = { name: `${userInfo().username} (command line)` };
  return {
    place: 'this process',
    execute: async (document, variables) => {
      const result = await execute({
        schema,
        document,
        variableValues: variables as Record<string, unknown>,
        contextValue: { services: graphqlServices(runtime), actor, permissions: new Set(PERMISSIONS), signal },
      });
      if (result.errors?.length) throw new CommandError(result.errors.map((error) => error.message).join('\n'));
      return result.data as never;
    },
    importFile: async (file, base, source, progress) => {
      const imported = await importFile(runtime, file, {
        base,
        actor,
        signal,
        ...(source ? { source } : {}),
        onProgress: ({ rowsRead, rowsPerSecond }) =>
          progress.bar(`Importing (${Math.round(rowsPerSecond)} rows a second)`, rowsRead, undefined),
      });
      await embedImported(runtime, imported.base, progress, signal);
      return imported;
    },
    close: () => runtime.close(),
  };
}
