import { bootstrapInterval, fisherRandomisation, pairScores, scoreDifferences } from '@etcetera/evaluation';
import { InvalidInputError } from '@etcetera/knowledge';
import type { Runtime } from './open-runtime.js';

/** How much better the second method is than the first, query by query. */
export interface MethodComparison {
  readonly benchmark: string;
  readonly metric: string;
  readonly queries: number;
  /** Means over queries of both methods, and of the difference second − first. */
  readonly first: number;
  readonly second: number;
  readonly difference: number;
  /** 95 % bootstrap interval of the difference. */
  readonly lower: number;
  readonly upper: number;
  /** Two-sided Fisher randomisation. */
  readonly pValue: number;
}

const SEED = 1;

/**
 * Compares the latest completed evaluations of two methods on a benchmark, paired by query.
 * @throws InvalidInputError when a method has no completed evaluation there, or the metric is not among its figures
 */
export async function compareMethods(
  { database }: Pick<Runtime, 'database'>,
  benchmark: string,
  methods: readonly [string, string],
  metric: string,
): Promise<MethodComparison> {
  const [first, second] = [
    await latestScores(database, benchmark, methods[0], metric),
    await latestScores(database, benchmark, methods[1], metric),
  ];
  const pairs = pairScores(first, second);
  const { pValue } = fisherRandomisation({ pairs, seed: SEED });
  const { mean, lower, upper } = bootstrapInterval({ values: scoreDifferences(pairs), seed: SEED });
  return {
    benchmark,
    metric,
    queries: pairs.length,
    first: average(first),
    second: average(second),
    difference: mean,
    lower,
    upper,
    pValue,
  };
}

async function latestScores(
  { prisma }: Runtime['database'],
  benchmark: string,
  method: string,
  metric: string,
): Promise<ReadonlyMap<string, number>> {
  const evaluation = await prisma.evaluation.findFirst({
    where: { method, status: 'COMPLETED', benchmark: { slug: benchmark } },
    orderBy: { createdAt: 'desc' },
    include: { results: true },
  });
  if (!evaluation)
    throw new InvalidInputError(
      'method',
      method,
      `run "etcetera evaluate ${benchmark} --method ${method}" first: it has no completed evaluation`,
    );
  return new Map(
    evaluation.results.map(({ queryId, metrics }) => {
      const value = (metrics as Record<string, unknown>)[metric];
      if (typeof value !== 'number')
        throw new InvalidInputError('metric', metric, `one of ${Object.keys(metrics as object).join(', ')} is needed`);
      return [queryId, value];
    }),
  );
}

const average = (scores: ReadonlyMap<string, number>): number =>
  [...scores.values()].reduce((sum, score) => sum + score, 0) / Math.max(1, scores.size);
