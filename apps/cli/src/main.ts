import { readEnvironment } from '@etcetera/config';
import { codeVersion, createProgress, type Runtime } from '@etcetera/runtime';
import { Command, CommanderError } from 'commander';
import { verifyAudit } from './commands/audit.js';
import { compareOnBenchmark, createBenchmark, listBenchmarks } from './commands/benchmarks.js';
import { evaluate, readEvaluateOptions, type EvaluateOptions } from './commands/evaluate.js';
import { expand, readExpandOptions, type ExpandOptions } from './commands/expand.js';
import { importCommand } from './commands/import.js';
import { createKey, listKeys, revokeKey } from './commands/keys.js';
import { models } from './commands/models.js';
import { replay } from './commands/replay.js';
import { openHere, openTransport, type OpenTransportOptions } from './transport/open-transport.js';
import { CommandError, type Transport } from './transport/transport.js';

/**
 * Runs the command line. Results go to stdout, progress to stderr.
 * @returns the exit code: 0 done, 1 could not be done, 2 asked for wrongly.
 */
export async function run(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort(new CommandError('Interrupted.'));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, onInterrupt);
  try {
    await createProgram(stop.signal).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return report(error);
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.removeListener(name, onInterrupt);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof Error && (error.name === 'EnvironmentError' || error.name === 'InvalidInputError') ? 2 : 1;
}

function createProgram(signal: AbortSignal): Command {
  const program = new Command('etcetera')
    .description('Name a few, get the rest: completes sets of entities from your own knowledge base.')
    .version(codeVersion())
    .exitOverride();
  program.option('--server <url>', 'talk to this server instead of opening the data directory').option('--quiet', 'print no progress');
  const globals = () => program.opts<{ server?: string; quiet?: boolean }>();
  const progress = () => createProgress(process.stderr, globals().quiet ?? false);
  const collect = (value: string, list: string[]): string[] => [...list, value];
  const print = (text: string): void => void process.stdout.write(`${text}\n`);

  /** Opens the way to the work, does it, prints, and closes whatever happens. */
  const through = async (
    needs: Pick<OpenTransportOptions, 'models' | 'work'>,
    act: (transport: Transport) => Promise<string>,
  ): Promise<void> => {
    const transport = await openTransport({ ...needs, server: globals().server, progress: progress(), signal });
    try {
      print(await act(transport));
    } finally {
      await transport.close();
    }
  };
  const here = async (act: (runtime: Runtime) => Promise<string>): Promise<void> => {
    const runtime = await openHere(readEnvironment(), { models: 'none', work: false, progress: progress(), signal });
    try {
      print(await act(runtime));
    } finally {
      await runtime.close();
    }
  };

  program
    .command('expand')
    .description('complete a set')
    .argument('<seeds...>', 'names or ids of entities that belong')
    .option('--not <entity>', 'an entity that does not belong (repeatable)', collect, [])
    .option('--base <slug>', 'knowledge base; default: the first')
    .option('--method <method>', 'lusar, lusar-stage1, embedding-centroid or text-search')
    .option('--preset <preset>', 'quick, standard or thorough')
    .option('--limit <n>', 'how many results to print', '20')
    .option('--candidates <k>', 'how many candidates are judged; default: by preset')
    .option('--aggregation <name>', 'how judgements become scores: borda, win-rate, bradley-terry, plackett-luce, thurstone, …')
    .option('--adaptive', 'judge in three rounds, the later ones about the first page')
    .option('--seed <n>', 'seed of the random numbers')
    .option('--json', 'print one JSON document')
    .action((seeds: string[], options: ExpandOptions) => {
      const request = readExpandOptions(seeds, options);
      return through({ models: 'all', work: true }, (transport) => expand(transport, request, options.json ?? false, progress(), signal));
    });

  program
    .command('import')
    .description('import CSV, TSV or JSON lines')
    .argument('<file>')
    .requiredOption('--base <name>', 'knowledge base; created when there is none')
    .option('--source <name>', 'where the rows come from; default: the file name')
    .option('--no-embed', 'do not embed the entities now')
    .option('--json', 'print one JSON document')
    .action((file: string, options: { base: string; source?: string; json?: boolean; embed?: boolean }) =>
      through({ models: options.embed === false ? 'none' : 'embedder', work: false }, (transport) =>
        importCommand(transport, file, options, progress()),
      ),
    );

  program
    .command('evaluate')
    .description('run a method on a benchmark')
    .argument('<benchmark>')
    .option('--method <method>', 'lusar, lusar-stage1, embedding-centroid or text-search', 'lusar')
    .option('--preset <preset>', 'quick, standard or thorough')
    .option('--all', 'five queries a class instead of one')
    .option('--candidates <k>', 'how many candidates are judged; default: by preset')
    .option('--judge-weight <w>', 'share of the judgements in the score, 0 to 1')
    .option('--aggregation <name>', 'how judgements become scores: borda, win-rate, bradley-terry, plackett-luce, thurstone, …')
    .option('--adaptive', 'judge in three rounds, the later ones about the first page')
    .option('--lists-per-candidate <r>', 'short lists each candidate is in; 0 = stage 1 only')
    .option('--json', 'print one JSON document')
    .action((benchmark: string, options: EvaluateOptions) => {
      const input = readEvaluateOptions(benchmark, options);
      return through({ models: 'all', work: true }, (transport) => evaluate(transport, input, options.json ?? false, progress(), signal));
    });

  program
    .command('replay')
    .description('run a finished expansion again from its stored answers')
    .argument('<run>')
    .option('--json', 'print one JSON document')
    .action((id: string, options: { json?: boolean }) =>
      through({ models: 'none', work: false }, (transport) => replay(transport, id, options.json ?? false)),
    );

  const benchmarkCommands = program.command('benchmarks').description('benchmarks to evaluate methods on');
  benchmarkCommands
    .command('create')
    .argument('<slug>')
    .requiredOption('--base <slug>', 'knowledge base whose entities have an attribute "class"')
    .action((slug: string, options: { base: string }) => here((runtime) => createBenchmark(runtime, slug, options.base)));
  benchmarkCommands.command('list').action(() => here(listBenchmarks));
  benchmarkCommands
    .command('compare')
    .description('two methods by their latest evaluations: difference, interval, significance')
    .argument('<slug>')
    .argument('<first>', 'method')
    .argument('<second>', 'method')
    .option('--metric <name>', 'for example map@10, p@100, ndcg@20, rr', 'map@10')
    .option('--json', 'print one JSON document')
    .action((slug: string, first: string, second: string, options: { metric: string; json?: boolean }) =>
      here((runtime) => compareOnBenchmark(runtime, slug, [first, second], options.metric, options.json ?? false)),
    );

  const modelCommands = program.command('models').description('local model files');
  for (const action of ['list', 'pull', 'verify'] as const) {
    modelCommands
      .command(action)
      .argument('[ids...]')
      .option('--json', 'print one JSON document')
      .action(async (ids: string[], options: { json?: boolean }) =>
        print(await models(action, ids, options.json ?? false, progress(), signal)),
      );
  }

  const keyCommands = program.command('keys').description('API keys');
  keyCommands
    .command('create')
    .argument('<name>')
    .option('--permission <permission>', 'read, expand, curate, evaluate or admin (repeatable; default: read, expand)', collect, [])
    .option('--days <n>', 'days until it expires')
    .action((name: string, options: { permission: string[]; days?: string }) => here((runtime) => createKey(runtime, name, options)));
  keyCommands.command('list').action(() => here(listKeys));
  keyCommands
    .command('revoke')
    .argument('<id>')
    .action((id: string) => here((runtime) => revokeKey(runtime, id)));

  program
    .command('audit')
    .description('the audit trail')
    .command('verify')
    .description('check the hash chains')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) => here((runtime) => verifyAudit(runtime, options.json ?? false)));
  return program;
}
