import {
  CancelExpansionDocument,
  ExpansionByIdDocument,
  ExpansionResultsDocument,
  ExpansionStateDocument,
  StartExpansionDocument,
  type ExpandInput,
} from '@etcetera/graphql-client';
import { AGGREGATIONS, METHODS, pause, PRESETS, toEnum, toKebab, toWhole } from '../output/names.js';
import type { Progress } from '@etcetera/runtime';
import { CommandError, type Transport } from '../transport/transport.js';

export interface ExpandOptions {
  readonly not: readonly string[];
  readonly base?: string;
  readonly method?: string;
  readonly preset?: string;
  readonly limit: string;
  readonly seed?: string;
  readonly candidates?: string;
  readonly aggregation?: string;
  readonly adaptive?: boolean;
  readonly json?: boolean;
}

const ENDED = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'PAUSED']);
const PAGE = 100;

/** The request that these words ask for, checked before anything is opened. @throws CommandError */
export function readExpandOptions(
  seeds: readonly string[],
  options: ExpandOptions,
): { readonly input: ExpandInput; readonly limit: number } {
  const limit = toWhole('--limit', options.limit, 1, 1000);
  const input: ExpandInput = {
    seeds: [...seeds],
    negativeSeeds: [...options.not],
    ...(options.base ? { base: options.base } : {}),
    ...(options.method ? { method: toEnum('--method', options.method, METHODS) } : {}),
    ...(options.preset ? { preset: toEnum('--preset', options.preset, PRESETS) } : {}),
    overrides: {
      ...(options.seed ? { seed: toWhole('--seed', options.seed, -(2 ** 31), 2 ** 31 - 1) } : {}),
      ...(options.candidates ? { candidateCount: toWhole('--candidates', options.candidates, 1, 1000) } : {}),
      ...(options.aggregation ? { aggregation: toEnum('--aggregation', options.aggregation, AGGREGATIONS) } : {}),
      ...(options.adaptive ? { adaptive: true } : {}),
      ...(limit > 200 ? { resultLimit: limit } : {}),
    },
  };
  return { input, limit };
}

/** `etcetera expand`: completes a set and prints the ranking. */
export async function expand(
  transport: Transport,
  { input, limit }: ReturnType<typeof readExpandOptions>,
  json: boolean,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  const { expand: started } = await transport.execute(StartExpansionDocument, { input });
  if (started.__typename !== 'Expansion') throw new CommandError(started.message);
  await follow(transport, started.id, progress, signal);
  const { expansion } = await transport.execute(ExpansionByIdDocument, { id: started.id, first: Math.min(limit, PAGE) });
  if (!expansion) throw new CommandError(`Expansion ${started.id} is gone.`);
  const nodes = expansion.results.edges.map((edge) => edge.node);
  let after = expansion.results.pageInfo.endCursor;
  while (nodes.length < limit && nodes.length < expansion.results.totalCount && after) {
    const { expansion: next } = await transport.execute(ExpansionResultsDocument, {
      id: started.id,
      first: Math.min(limit - nodes.length, PAGE),
      after,
    });
    if (!next || next.results.edges.length === 0) break;
    nodes.push(...next.results.edges.map((edge) => edge.node));
    after = next.results.pageInfo.endCursor;
  }
  const results = nodes.map(({ rank, score, standardError, exposures, channels, entity }) => ({
    rank,
    id: entity.rawId,
    name: entity.name,
    score,
    standardError: standardError ?? null,
    exposures,
    channels: channels.map(({ channel, rank: place, score: value }) => ({ channel: toKebab(channel), rank: place, score: value })),
  }));
  const document = {
    id: expansion.rawId,
    status: expansion.status,
    method: toKebab(expansion.method),
    channels: expansion.channels.map(toKebab),
    results,
    cut: expansion.cut ?? null,
    plan: expansion.plan,
    actual: expansion.actual ?? null,
    warnings: expansion.warnings,
    ...(expansion.failure ? { failure: expansion.failure } : {}),
  };
  const text = json
    ? JSON.stringify({ expansion: document }, (key, value: unknown) => (key === '__typename' ? undefined : value))
    : table(document);
  if (expansion.status !== 'COMPLETED') {
    if (json) process.stdout.write(`${text}\n`);
    throw new CommandError(`Expansion ${expansion.rawId} is ${expansion.status}: ${expansion.failure?.message ?? 'it has no result'}`);
  }
  return text;
}

async function follow(transport: Transport, id: string, progress: Progress, signal: AbortSignal): Promise<void> {
  let interrupted = false;
  for (;;) {
    if (signal.aborted && !interrupted) {
      interrupted = true;
      if (transport.place === 'this process')
        throw new CommandError(
          'Interrupted. What the run has is kept; it goes on when the server or a command that works on runs is started.',
        );
      await transport.execute(CancelExpansionDocument, { id });
    }
    const { expansion } = await transport.execute(ExpansionStateDocument, { id });
    if (!expansion || ENDED.has(expansion.status)) return;
    progress.bar(
      expansion.status === 'RANKING' ? 'Judging short lists' : 'Sampling candidates',
      Math.round((expansion.provisional?.judged ?? 0) * 100),
      expansion.status === 'RANKING' ? 101 : undefined,
    );
    await pause(250);
  }
}

interface ShownCut {
  readonly rank: number;
  readonly clarity: number;
  readonly confidence?: number | null;
  readonly members?: { readonly low: number; readonly high: number; readonly level: number } | null;
}

/** How far the end of the set can be trusted, in words. */
function howSure({ clarity, confidence, members }: ShownCut): string {
  if (typeof confidence !== 'number' || !members) return `clarity ${clarity.toFixed(2)}`;
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return `right for the most part with ${percent(confidence)}; ${members.low} to ${members.high} belong with ${percent(members.level)}`;
}

function table(document: {
  results: readonly { rank: number; name: string; score: number; channels: readonly { channel: string; rank: number }[] }[];
  cut: ShownCut | null;
  channels: readonly string[];
  warnings: readonly { message: string }[];
  id: string;
}): string {
  const width = Math.max(4, ...document.results.map((row) => [...row.name].length));
  const lines = document.results.map((row) => {
    const found = row.channels.map(({ channel, rank }) => `${channel} ${rank}`).join(', ');
    const line = `${String(row.rank).padStart(4)}  ${row.name.padEnd(width)}  ${row.score.toFixed(3)}  ${found}`;
    return document.cut?.rank === row.rank ? `${line}\n${'─'.repeat(10)} the set probably ends here (${howSure(document.cut)})` : line;
  });
  return [
    ...(document.cut?.rank === 0 ? [`${'─'.repeat(10)} probably none of these belong (${howSure(document.cut)})`] : []),
    ...lines,
    '',
    `Channels: ${document.channels.join(', ')}. Run ${document.id}.`,
    ...document.warnings.map((warning) => `Note: ${warning.message}`),
  ].join('\n');
}
