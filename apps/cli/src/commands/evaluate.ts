import { EvaluateDocument, EvaluationByIdDocument, type EvaluateInput } from '@etcetera/graphql-client';
import { AGGREGATIONS, METHODS, pause, PRESETS, toEnum, toKebab, toShare, toWhole } from '../output/names.js';
import type { Progress } from '@etcetera/runtime';
import { CommandError, type Transport } from '../transport/transport.js';

export interface EvaluateOptions {
  readonly method: string;
  readonly preset?: string;
  readonly all?: boolean;
  readonly judgeWeight?: string;
  readonly listsPerCandidate?: string;
  readonly candidates?: string;
  readonly aggregation?: string;
  readonly adaptive?: boolean;
  readonly json?: boolean;
}

/** The evaluation that these words ask for, checked before anything is opened. @throws CommandError */
export function readEvaluateOptions(benchmark: string, options: EvaluateOptions): EvaluateInput {
  return {
    benchmark,
    method: toEnum('--method', options.method, METHODS),
    queriesPerClass: options.all ? 5 : 1,
    ...(options.preset ? { preset: toEnum('--preset', options.preset, PRESETS) } : {}),
    overrides: {
      ...(options.judgeWeight === undefined ? {} : { judgeWeight: toShare('--judge-weight', options.judgeWeight) }),
      ...(options.listsPerCandidate === undefined
        ? {}
        : { listsPerCandidate: toWhole('--lists-per-candidate', options.listsPerCandidate, 0, 20) }),
      ...(options.aggregation ? { aggregation: toEnum('--aggregation', options.aggregation, AGGREGATIONS) } : {}),
      ...(options.adaptive ? { adaptive: true } : {}),
      ...(options.candidates === undefined ? {} : { candidateCount: toWhole('--candidates', options.candidates, 1, 1000) }),
    },
  };
}

/** `etcetera evaluate`: runs a method on a benchmark and prints its metrics. */
export async function evaluate(
  transport: Transport,
  input: EvaluateInput,
  json: boolean,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  const { evaluate: started } = await transport.execute(EvaluateDocument, { input });
  if (started.__typename !== 'Evaluation') throw new CommandError(started.message);
  for (;;) {
    const { evaluation } = await transport.execute(EvaluationByIdDocument, { id: started.id });
    if (!evaluation) throw new CommandError('The evaluation is gone.');
    progress.bar(`Evaluating ${input.benchmark} with ${toKebab(input.method)}`, evaluation.completed, evaluation.queryCount);
    if (evaluation.status === 'FAILED' || evaluation.status === 'CANCELLED')
      throw new CommandError(`The evaluation ended as ${evaluation.status}: ${evaluation.failure?.message ?? 'no reason was given'}`);
    if (evaluation.status === 'COMPLETED') {
      const document = {
        benchmark: evaluation.benchmark.slug,
        method: toKebab(evaluation.method),
        queries: evaluation.queryCount,
        metrics: Object.fromEntries(evaluation.metrics.map(({ name, value }) => [name, value])),
        seconds: (evaluation.elapsedMs ?? 0) / 1000,
      };
      return json ? JSON.stringify(document) : report(document);
    }
    if (signal.aborted)
      throw new CommandError('Interrupted. The queries that are done are kept; the evaluation goes on when a server is started.');
    await pause(500);
  }
}

function report(document: {
  benchmark: string;
  method: string;
  queries: number;
  metrics: Readonly<Record<string, number>>;
  seconds: number;
}): string {
  const rows = Object.entries(document.metrics).map(([name, value]) => `  ${name.padEnd(10)} ${value.toFixed(4)}`);
  return [`${document.benchmark}, ${document.method}: ${document.queries} queries in ${document.seconds.toFixed(1)} s`, ...rows].join('\n');
}
