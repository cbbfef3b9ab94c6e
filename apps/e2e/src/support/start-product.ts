import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const root = path.resolve(import.meta.dirname, '../../../..');

/** The first start imports the sample base and embeds it; where the models are not there yet, it fetches them too. */
const START_LIMIT_MS = 5 * 60_000;
const STOP_LIMIT_MS = 20_000;

/** Playwright calls this once before all tests and what it returns once after them. */
export default async function startProduct(): Promise<() => Promise<void>> {
  const main = path.join(root, 'apps/api/dist/main.js');
  if (!existsSync(main)) throw new Error('There is no build: run "npm run build" first.');
  const folder = mkdtempSync(path.join(tmpdir(), 'etcetera-e2e-'));
  const port = await freePort();
  const environment = productEnvironment(path.join(folder, 'data'));
  mkdirSync(path.join(root, 'test-results'), { recursive: true });
  const logFile = path.join(root, 'test-results/server.log');
  const log = openSync(logFile, 'w');
  const server = spawn(process.execPath, ['--enable-source-maps', main], {
    cwd: root,
    env: { ...environment, PORT: String(port) },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const stop = async () => {
    await stopProcess(server);
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, server);
  } catch (error) {
    await stop();
    throw new Error(`The product did not start: ${String(error)}\n${readFileSync(logFile, 'utf8').slice(-4000)}`, { cause: error });
  }
  // the workers inherit these
  process.env['ETCETERA_E2E_URL'] = url;
  process.env['ETCETERA_E2E_DATA_DIR'] = environment['ETCETERA_DATA_DIR'];
  return stop;
}

/** The environment of this process without what would lead the product elsewhere than to `dataDirectory`. */
export function productEnvironment(dataDirectory: string): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, ETCETERA_LLM_BASE_URL: _endpoint, ETCETERA_LLM_MODEL: _model, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'production', HOST: '127.0.0.1', ETCETERA_DATA_DIR: dataDirectory };
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error(`it ended with ${server.exitCode ?? server.signalCode}.`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(250);
  }
  throw new Error(`it was not ready after ${START_LIMIT_MS / 60_000} minutes.`);
}

async function stopProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const late = setTimeout(() => server.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
