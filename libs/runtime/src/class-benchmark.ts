import { classBenchmark, classMembers, InvalidInputError } from '@etcetera/knowledge';
import type { Runtime } from './open-runtime.js';

/**
 * Makes a benchmark of a base whose entities carry a gold class in the attribute "class".
 * @throws UnknownBaseError, InvalidInputError when there is a benchmark of that name or no class is large enough
 */
export async function createClassBenchmark(
  { repositories }: Pick<Runtime, 'repositories'>,
  slug: string,
  baseSlug: string,
): Promise<{ classes: number; queries: number }> {
  const { knowledge, evaluations } = repositories;
  const base = await knowledge.baseBySlug(baseSlug);
  if (await evaluations.benchmarkBySlug(slug))
    throw new InvalidInputError('benchmark', slug, 'there is one of that name already; choose another');
  const queries = classBenchmark(await classMembers(knowledge, base.id));
  if (queries.length === 0)
    throw new InvalidInputError('base', baseSlug, 'a base is needed in which at least 8 entities share an attribute "class"');
  await evaluations.ensureBenchmark({ slug, baseId: base.id, name: `Classes of ${base.name}`, queries });
  return { classes: new Set(queries.map((query) => query.className)).size, queries: queries.length };
}
