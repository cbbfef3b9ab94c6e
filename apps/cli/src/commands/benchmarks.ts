import { compareMethods, createClassBenchmark, type Runtime } from '@etcetera/runtime';

/** `etcetera benchmarks create`: queries from the gold classes (attribute "class") of a base. */
export async function createBenchmark(runtime: Runtime, slug: string, base: string): Promise<string> {
  const { classes, queries } = await createClassBenchmark(runtime, slug, base);
  return `Benchmark ${slug}: ${classes} classes of at least 8 entities, ${queries} queries of 3 seeds. Run it with: etcetera evaluate ${slug}`;
}

/** `etcetera benchmarks list`. */
export async function listBenchmarks(runtime: Runtime): Promise<string> {
  const benchmarks = await runtime.repositories.evaluations.listBenchmarks();
  return benchmarks.map(({ slug, name }) => `${slug}  ${name}`).join('\n') || 'There are no benchmarks.';
}

/** `etcetera benchmarks compare`: the latest evaluations of two methods, paired by query. */
export async function compareOnBenchmark(
  runtime: Runtime,
  slug: string,
  methods: readonly [string, string],
  metric: string,
  json: boolean,
): Promise<string> {
  const result = await compareMethods(runtime, slug, methods, metric);
  if (json) return JSON.stringify({ comparison: { methods, ...result } });
  const [first, second] = methods;
  const sign = result.difference < 0 ? '' : '+';
  return [
    `${metric} on ${slug}, ${result.queries} queries: ${first} ${result.first.toFixed(4)}, ${second} ${result.second.toFixed(4)}`,
    `difference ${sign}${result.difference.toFixed(4)}, 95 % interval ${result.lower.toFixed(4)} to ${result.upper.toFixed(4)}, p = ${result.pValue.toFixed(4)} (Fisher randomisation, two-sided)`,
  ].join('\n');
}
