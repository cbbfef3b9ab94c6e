import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Socket } from 'node:net';
import { parseEnvironment } from '@etcetera/config';
import type { ExpansionResult } from '@etcetera/expansion';
import { resolveSeeds } from '@etcetera/knowledge';
import { modelStoreOf } from './models/load-models.js';
import { openRuntime, type OpenRuntimeOptions, type Runtime } from './open-runtime.js';

const MINUTES = 60_000;

/** A first start as a person has it: real database folder, real models (from ETCETERA_MODELS_DIR or the user's cache), the
 * whole sample base. */
describe('a first start', () => {
  let folder: string;
  let runtime: Runtime | undefined;
  const said: string[] = [];
  const environment = (over: Record<string, string> = {}) =>
    parseEnvironment({
      ...process.env,
      DATABASE_URL: '',
      ETCETERA_LLM_BASE_URL: '',
      ETCETERA_LLM_MODEL: '',
      ETCETERA_EMBEDDING_MODEL: '',
      ETCETERA_DATA_DIR: folder,
      ...over,
    });
  const open = async (over: Partial<OpenRuntimeOptions> = {}): Promise<Runtime> => {
    runtime = await openRuntime({
      environment: environment(),
      signal: new AbortController().signal,
      models: 'all',
      work: true,
      sample: true,
      report: (error) => said.push(`REPORTED ${String(error)}`),
      observer: { say: (message) => said.push(message), fetching: () => undefined, importing: () => undefined, embedding: () => undefined },
      ...over,
    });
    return runtime;
  };
  const close = async (): Promise<void> => {
    await runtime?.close();
    runtime = undefined;
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'etcetera-first-start-'));
    // Fails here, with the reason, when the models cannot be had: nothing below would mean anything without them.
    await modelStoreOf(environment()).pull();
  }, 10 * MINUTES);
  afterAll(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'imports and embeds the sample base, completes a set with the real models, and replays it after a restart without any model or network',
    async () => {
      const { expansions, repositories } = await open();
      const { knowledge } = repositories;
      const base = await knowledge.baseBySlug('openmoji');
      expect(await knowledge.countEntities(base.id)).toBe(2449);
      expect(await knowledge.activeSpace(base.id)).toMatchObject({ vectorCount: 2449, dimensions: 384, template: 'name: description' });
      expect(said.some((line) => /2449 entities, \d+ rows a second/.test(line))).toBe(true);

      const { seeds } = await resolveSeeds(knowledge, base.id, { seeds: ['lion', 'Tiger', 'leopard'] });
      const request = {
        baseId: base.id,
        seedIds: seeds.map((seed) => seed.id),
        negativeSeedIds: [],
        overrides: { candidateCount: 20, listsPerCandidate: 1 },
        requestedBy: 'test',
      };
      const run = await expansions.start(request, { name: 'test' });
      const done = await expansions.wait(run.id, 2 * MINUTES);
      expect(done).toMatchObject({ status: 'COMPLETED', errorMessage: null });
      const result = JSON.parse(done?.resultJson ?? '{}') as ExpansionResult;
      expect(result.channels).toEqual(['embedding', 'language-model']);
      const classOf = new Map(
        (
          await knowledge.entitiesById(
            base.id,
            result.ranking.map((entity) => entity.entityId),
          )
        ).map((entity) => [entity.id, entity.attributes['class']]),
      );
      expect(
        result.ranking.slice(0, 10).filter((entity) => classOf.get(entity.entityId) === 'animal-mammal').length,
      ).toBeGreaterThanOrEqual(5);
      expect(done?.actual).toMatchObject({ judgements: 2, outcomes: { complete: 2 } });
      await close();

      const offline = await open({ models: 'none', work: false });
      const refuse = jest.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
        throw new Error('The network is denied.');
      });
      try {
        expect(() => connect(1)).toThrow('denied');
        expect(await offline.expansions.replay(run.id)).toMatchObject({ identical: true, expectedSha256: done?.resultSha256 });
      } finally {
        refuse.mockRestore();
      }
      await close();

      said.length = 0;
      const again = await open();
      expect(await again.repositories.knowledge.countEntities(base.id)).toBe(2449);
      expect(said).toEqual([]);
    },
    10 * MINUTES,
  );

  it(
    'says plainly what is missing when no model may be used, and still answers',
    async () => {
      await close();
      const without = await open({ environment: environment({ ETCETERA_LOCAL_MODELS: 'off' }) });
      expect(without.engine.capabilities.channels).toEqual(['embedding', 'text']);
      expect(without.engine.capabilities.notices.join(' ')).toMatch(/Local models are switched off/);
    },
    MINUTES,
  );
});
