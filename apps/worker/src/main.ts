import { readEnvironment } from '@etcetera/config';
import { createProgress, openRuntime, progressObserver } from '@etcetera/runtime';

/** Runs expansions, evaluations and embedding jobs of a server database; start as many as you like. */
async function main(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error(`Stopped by ${signal}.`)));
  const environment = readEnvironment();
  if (!environment.databaseUrl)
    throw new Error('A worker needs DATABASE_URL: the embedded database runs its work in the server process itself.');
  const progress = createProgress(process.stderr, false);
  const runtime = await openRuntime({
    environment,
    signal: stop.signal,
    models: 'all',
    work: true,
    sample: false,
    report: (error) => progress.say(`Background work failed: ${error instanceof Error ? error.message : String(error)}`),
    observer: progressObserver(progress),
  });
  progress.say(`Worker ${runtime.engine.workerName} is waiting for work. Channels: ${runtime.engine.capabilities.channels.join(', ')}.`);
  await new Promise<void>((resolve) => {
    if (stop.signal.aborted) resolve();
    stop.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await runtime.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
