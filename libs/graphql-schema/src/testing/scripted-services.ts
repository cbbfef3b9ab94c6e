import { importEntities } from '@etcetera/knowledge';
import { createRepositories, openTestDatabase, type Repositories } from '@etcetera/store';
import type { Services } from '../context.js';
import { sampleAnimals } from './sample-animals.js';
import { ScriptedEvaluations } from './scripted-evaluations.js';
import { ScriptedExpansions } from './scripted-expansions.js';

/** For tests: services on a real database in memory that holds the base "animals"; only the runs are scripted. */
export interface ScriptedServices extends Services {
  readonly expansions: ScriptedExpansions;
  readonly evaluations: ScriptedEvaluations;
  readonly repositories: Repositories;
  readonly baseId: string;
  /** Id of the animal of that external id, e.g. "lion". */
  readonly idOf: (externalId: string) => string;
  close(): Promise<void>;
}

const actor = { name: 'test' };

/** For tests: see `ScriptedServices`. Close it in `afterAll`. */
export async function openScriptedServices(): Promise<ScriptedServices> {
  const database = await openTestDatabase();
  const repositories = createRepositories(database);
  const newBase = { name: 'Animals', description: 'Some animals', licence: 'CC0' };
  const { base } = await importEntities(repositories.knowledge, {
    baseSlug: 'animals',
    newBase,
    source: 'test',
    actor,
    rows: sampleAnimals(),
  });
  const ids = new Map((await database.prisma.entity.findMany({ where: { baseId: base.id } })).map((row) => [row.externalId, row.id]));
  const idOf = (externalId: string): string => {
    const id = ids.get(externalId);
    if (id === undefined) throw new Error(`There is no animal "${externalId}".`);
    return id;
  };
  const cats = { className: 'cats', queryIndex: 0, seedIds: [idOf('lion'), idOf('tiger')], goldIds: [idOf('puma')] };
  const fish = { className: 'fish', queryIndex: 0, seedIds: [idOf('tuna')], goldIds: [idOf('trout')] };
  await repositories.evaluations.ensureBenchmark({ slug: 'classes', baseId: base.id, name: 'Classes', queries: [cats, fish] });
  const expansions = new ScriptedExpansions(repositories, database);
  return {
    database,
    repositories,
    knowledge: repositories.knowledge,
    expansions,
    expansionStore: repositories.expansions,
    ledger: repositories.ledger,
    evaluations: new ScriptedEvaluations(repositories),
    evaluationStore: repositories.evaluations,
    status: { version: '0.1.0', mode: 'embedded', capabilities: expansions.capabilities },
    baseId: base.id,
    idOf,
    close: () => database.close(),
  };
}
