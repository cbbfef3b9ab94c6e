import { createClassBenchmark, type Runtime } from '@etcetera/runtime';

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
