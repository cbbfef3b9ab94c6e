import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnvironment } from '@etcetera/config';
import { embedBase, importEntities, resolveSeeds, type SourceRow } from '@etcetera/knowledge';
import { startFakeOpenAiServer, type FakeOpenAiServer } from '@etcetera/testkit';
import { openRuntime, type Runtime } from './open-runtime.js';
import { animalRows } from './testing/test-engine.js';

const PICTURE = {
  mimeType: 'image/svg+xml',
  altText: 'a square',
  bytes: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'),
};

async function* rows(): AsyncGenerator<SourceRow> {
  for (const [index, { name, description }] of animalRows.entries())
    yield await Promise.resolve({ kind: 'row', line: index + 1, raw: name, name, description, images: [PICTURE] } as SourceRow);
}

describe('an OpenAI-compatible endpoint in the product', () => {
  let folder: string;
  let server: FakeOpenAiServer;
  let runtime: Runtime;
  const never = new AbortController().signal;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'etcetera-endpoint-'));
    server = await startFakeOpenAiServer({ form: 'json_schema', images: true, dimensions: 8 });
    const environment = parseEnvironment({
      ETCETERA_DATA_DIR: folder,
      ETCETERA_LOCAL_MODELS: 'off',
      ETCETERA_LLM_BASE_URL: server.baseUrl,
      ETCETERA_LLM_MODEL: 'fake-chat',
      ETCETERA_LLM_IMAGES: 'on',
      ETCETERA_EMBEDDING_MODEL: 'fake-embedding',
    });
    runtime = await openRuntime({
      environment,
      signal: never,
      models: 'all',
      work: true,
      sample: false,
      report: () => undefined,
      observer: { say: () => undefined, fetching: () => undefined, importing: () => undefined, embedding: () => undefined },
    });
    const { knowledge } = runtime.repositories;
    await importEntities(knowledge, {
      baseSlug: 'animals',
      newBase: { name: 'Animals' },
      source: 'test',
      actor: { name: 'test' },
      rows: rows(),
    });
    if (!runtime.models.embedder) throw new Error(runtime.models.notices.join('\n'));
    await embedBase({ store: knowledge, embedder: runtime.models.embedder }, 'animals');
  });
  afterEach(async () => {
    await runtime.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async () => {
    const { knowledge } = runtime.repositories;
    const base = await knowledge.baseBySlug('animals');
    const { seeds } = await resolveSeeds(knowledge, base.id, { seeds: ['lion', 'tiger'] });
    const run = await runtime.expansions.start(
      {
        baseId: base.id,
        seedIds: seeds.map((seed) => seed.id),
        negativeSeedIds: [],
        overrides: { candidateCount: 12, listLength: 6, listsPerCandidate: 2 },
        requestedBy: 'test',
      },
      { name: 'test' },
    );
    return (await runtime.expansions.wait(run.id, 60_000)) ?? run;
  };
  const judgeRequests = () =>
    server.requests.filter((request) => request.path.endsWith('/chat/completions') && JSON.stringify(request.body).includes('image_url'));

  it('judges by structured output with pictures, embeds by the endpoint, and replays without it', async () => {
    const run = await start();
    expect(run).toMatchObject({ status: 'COMPLETED', errorMessage: null, config: { judge: 'structured', preset: 'thorough' } });
    expect(run.actual).toMatchObject({ judgements: 4, outcomes: { complete: 4 } });
    expect(run.actual?.promptTokens).toBeGreaterThan(0);
    expect(judgeRequests().length).toBeGreaterThanOrEqual(4);
    expect(JSON.stringify(judgeRequests().at(-1)?.body)).toContain('data:image/png;base64,');
    const before = server.requests.length;
    expect(await runtime.expansions.replay(run.id)).toMatchObject({ identical: true });
    expect(server.requests.length).toBe(before);
  });

  it('records what a faulty answer was taken for, and goes on', async () => {
    server.script(
      { kind: 'malformed-json' },
      { kind: 'missing-labels', count: 2 },
      { kind: 'none' },
      { kind: 'rate-limit', retryAfterSeconds: 0 },
    );
    const run = await start();
    expect(run.status).toBe('COMPLETED');
    expect(run.actual?.reasks).toBeGreaterThan(0);
    const outcomes = (await runtime.repositories.expansions.judgements(run.id)).map((judgement) => judgement.outcome);
    expect(outcomes).toEqual(expect.arrayContaining(['malformed', 'partial', 'complete']));
  });

  it('fails with a sentence that names the endpoint when it is stopped, keeping what it has', async () => {
    await server.close();
    const run = await start();
    expect(run.status).toBe('FAILED');
    expect(run.errorMessage).toMatch(/127\.0\.0\.1/);
    expect(run.resultJson).toBeNull();
    expect((await runtime.repositories.ledger.callsOf(run.id)).size).toBeGreaterThan(0);
  });
});
