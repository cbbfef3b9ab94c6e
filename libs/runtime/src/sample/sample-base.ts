import { createRequire } from 'node:module';
import path from 'node:path';
import type { EvaluationStore } from '@etcetera/expansion';
import {
  classBenchmark,
  classMembers,
  importEntities,
  openImportFile,
  type ImportProgress,
  type ImportResult,
  type KnowledgeStore,
} from '@etcetera/knowledge';

export const SAMPLE_SLUG = 'openmoji';

const SAMPLE_BASE = {
  name: 'OpenMoji',
  description: 'Emoji of the OpenMoji project: names, tags, subgroups as gold classes, and pictures.',
  licence: 'CC BY-SA 4.0, https://openmoji.org',
};

/** Imports the sample base through the import that users have. Importing it again changes nothing. */
export async function importSampleBase(
  store: KnowledgeStore,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<ImportResult> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('openmoji/package.json'));
  const file = await openImportFile(folder);
  return importEntities(
    store,
    {
      baseSlug: SAMPLE_SLUG,
      newBase: SAMPLE_BASE,
      source: SAMPLE_SLUG,
      fileName: file.fileName,
      fileSha256: file.fileSha256,
      actor: { name: 'first start' },
      rows: file.rows,
    },
    { onProgress, signal },
  );
}

/** The benchmark of the sample base: subgroups of at least eight as classes, five queries of three seeds each. */
export async function ensureSampleBenchmark(store: KnowledgeStore, evaluations: EvaluationStore): Promise<void> {
  if (await evaluations.benchmarkBySlug(SAMPLE_SLUG)) return;
  const base = await store.baseBySlug(SAMPLE_SLUG);
  await evaluations.ensureBenchmark({
    slug: SAMPLE_SLUG,
    baseId: base.id,
    name: 'OpenMoji subgroups',
    description: 'Complete a subgroup of emoji from three of its members.',
    queries: classBenchmark(await classMembers(store, base.id)),
  });
}
