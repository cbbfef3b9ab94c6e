import { createServer } from 'node:http';
import path from 'node:path';
import { readEnvironment, type Environment } from '@etcetera/config';
import {
  createProgress,
  graphqlServices,
  importUpload,
  openRuntime,
  progressObserver,
  workspaceRoot,
  type Runtime,
} from '@etcetera/runtime';
import { pino } from 'pino';
import { bootstrapKeyAuth } from './access/bootstrap-key.js';
import { listen } from './http/listen.js';
import { startServer } from './server.js';

/** `npm start`: opens everything, serves until it is told to stop, closes in order. Problems are told in sentences. */
async function main(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(`Stopped by ${signal}.`)));
  const environment = readEnvironment();
  const progress = createProgress(process.stderr, false);
  const logger = pino({ level: environment.logLevel }, pino.destination(2));
  await probePort(environment);
  const runtime = await openRuntime({
    environment,
    signal: stop.signal,
    models: 'all',
    work: environment.work,
    sample: environment.sampleBase,
    report: (error) => logger.error({ err: error }, 'background work failed'),
    observer: progressObserver(progress),
  });
  try {
    await serve(runtime, environment, logger, stop.signal);
  } finally {
    await runtime.close();
  }
}

async function serve(runtime: Runtime, environment: Environment, logger: pino.Logger, stop: AbortSignal): Promise<void> {
  stop.throwIfAborted();
  const server = await startServer({
    services: graphqlServices(runtime),
    logger,
    config: {
      host: environment.host,
      port: environment.port,
      isProduction: environment.isProduction,
      adminFolder: path.join(workspaceRoot, 'apps', 'admin', 'dist'),
      allowedHosts: environment.allowedHosts,
      auth: environment.authRequired
        ? {
            mode: 'required',
            authenticate: bootstrapKeyAuth(environment.bootstrapKey, (key) => runtime.repositories.keys.authenticate(key)),
          }
        : { mode: 'off' },
    },
    importUpload: async (content, { base, source, filename, actor, signal }) => ({
      import: await importUpload(runtime, content as AsyncIterable<Uint8Array>, filename ?? source, { base, source, actor, signal }),
    }),
    readiness: () => readiness(runtime),
  });
  runtime.database.announce(server.url);
  process.stdout.write(`${welcome(server.url, runtime)}\n`);
  await new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
  process.stderr.write('Stopping: runs at work are kept and go on at the next start.\n');
  await server.close();
}

/** Better now than after a minute of fetching models. @throws ListenError */
async function probePort({ host, port }: Environment): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await listen(probe, host, port);
  await new Promise((resolve) => probe.close(resolve));
}

async function readiness({ database }: Runtime) {
  const reachable = await database.pool.query('SELECT 1').then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { ready: reachable === 'ok', parts: { database: reachable } };
}

function welcome(url: string, { engine, version }: Runtime): string {
  const { channels, models, notices } = engine.capabilities;
  const curl = `curl -s ${url}/graphql -H 'content-type: application/json' -d '{"query":"mutation { expand(input: { seeds: [\\"lion\\", \\"tiger\\", \\"leopard\\"] }, wait: 60000) { ... on Expansion { status results(first: 10) { edges { node { rank score entity { name } } } } } } }"}'`;
  return [
    '',
    `Etcetera ${version}`,
    `  Admin       ${url}/`,
    `  GraphQL     ${url}/graphql`,
    `  Health      ${url}/healthz  ${url}/readyz  ${url}/metrics`,
    `  Channels    ${channels.join(', ')}`,
    ...models.map((model) => `  ${model.role.padEnd(10)}  ${model.name}`),
    ...notices.map((notice) => `  Note        ${notice}`),
    '',
    'Try:',
    `  ${curl}`,
    '  npx etcetera expand lion tiger leopard',
  ].join('\n');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof Error && error.message.startsWith('Stopped by') ? 0 : 1);
  },
);
