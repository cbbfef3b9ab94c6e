import { readEnvironment, type Environment } from '@etcetera/config';
import { openRuntime, progressObserver, type OpenRuntimeOptions } from '@etcetera/runtime';
import type { Progress } from '@etcetera/runtime';
import { createEmbeddedTransport } from './embedded-transport.js';
import { createServerTransport } from './server-transport.js';
import { CommandError, type Transport } from './transport.js';

export interface OpenTransportOptions {
  /** Address of a server to talk to; left out: this process, or whoever holds the data directory. */
  readonly server: string | undefined;
  readonly models: OpenRuntimeOptions['models'];
  readonly work: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Opens the data directory; when a running server holds it, talks to that server instead. */
export async function openTransport(options: OpenTransportOptions): Promise<Transport> {
  const environment = readEnvironment();
  if (options.server) return createServerTransport(options.server.replace(/\/+$/, ''), environment.apiKey);
  try {
    return createEmbeddedTransport(await openHere(environment, options), options.signal);
  } catch (error) {
    const url = serverOfHolder(error);
    if (url) {
      options.progress.say(`A server holds the data directory: asking ${url}`);
      return createServerTransport(url, environment.apiKey);
    }
    if (error instanceof Error && error.name === 'DataDirectoryLockedError') throw new CommandError(error.message);
    throw error;
  }
}

/** A runtime in this process; says what it does without. */
export async function openHere(environment: Environment, { models, work, progress, signal }: Omit<OpenTransportOptions, 'server'>) {
  const runtime = await openRuntime({
    environment,
    signal,
    models,
    work,
    sample: environment.sampleBase && models === 'all',
    report: (error) => progress.say(`Background work failed: ${error instanceof Error ? error.message : String(error)}`),
    observer: progressObserver(progress),
  });
  for (const notice of runtime.models.notices) progress.say(notice);
  return runtime;
}

function serverOfHolder(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'DataDirectoryLockedError' || !('holder' in error)) return undefined;
  const { url } = error.holder as { url?: string };
  return url?.replace(/\/+$/, '');
}
