import { OpenAiEndpoint, probeEndpoint, type EndpointCapabilities, type ProbeRequest } from '@etcetera/models';
import type { FakeFault } from './fake-openai-faults.js';
import { startFakeOpenAiServer, type FakeOpenAiOptions } from './fake-openai-server.js';

async function probe(
  options: FakeOpenAiOptions,
  request: Partial<ProbeRequest> = {},
  faults: readonly FakeFault[] = [],
): Promise<EndpointCapabilities> {
  const server = await startFakeOpenAiServer(options);
  server.script(...faults);
  try {
    return await probeEndpoint(new OpenAiEndpoint({ baseUrl: server.baseUrl, retryDelayMs: 5, maxRetries: 1 }), {
      model: 'fake-model',
      ...request,
    });
  } finally {
    await server.close();
  }
}

describe('probeEndpoint', () => {
  it('finds the OpenAI form of schema, embeddings and their dimensions', async () => {
    expect(await probe({ dimensions: 12 }, { embeddingModel: 'embedder' })).toEqual({
      model: 'fake-model',
      chat: 'json_schema',
      embeddings: { model: 'embedder', dimensions: 12 },
      images: false,
      tokenLimitField: 'max_tokens',
      temperature: true,
      models: ['fake-model'],
      notes: [],
    });
  });

  it('finds the form that takes the schema beside json_object', async () => {
    const found = await probe({ form: 'json_object_schema' });
    expect(found.chat).toBe('json_object_schema');
    expect(found.notes).toEqual([expect.stringContaining('json_schema: ')]);
  });

  it('sees through a server that accepts a schema and ignores it', async () => {
    const found = await probe({ form: 'none', otherForm: 'ignore' });
    expect(found.chat).toBe('text');
    expect(found.notes).toEqual([
      'json_schema: accepted, but the answer does not follow the schema',
      'json_object_schema: accepted, but the answer does not follow the schema',
    ]);
  });

  it('falls back to text when a form is answered with a server error', async () => {
    // In order: the list of models, the plain question, then each form twice.
    const broken = { kind: 'status', status: 500 } as const;
    const found = await probe({}, {}, [{ kind: 'none' }, { kind: 'none' }, broken, broken, broken, broken]);
    expect(found.chat).toBe('text');
  });

  it('learns how a reasoning model wants to be asked', async () => {
    expect(await probe({ reasoningModel: true })).toMatchObject({
      chat: 'json_schema',
      tokenLimitField: 'max_completion_tokens',
      temperature: false,
    });
  });

  it('tries pictures only when they are configured, and switches them off when they are refused', async () => {
    expect((await probe({ images: true })).images).toBe(false);
    expect((await probe({ images: true }, { images: true })).images).toBe(true);
    const refused = await probe({ images: false }, { images: true });
    expect(refused.images).toBe(false);
    expect(refused.notes).toEqual([expect.stringContaining('images: switched off')]);
  });

  it('says so when there are no embeddings and no chat', async () => {
    expect(await probe({ dimensions: 0 })).toMatchObject({ chat: 'json_schema', embeddings: null });
    const noChat = await probe({}, {}, [{ kind: 'none' }, { kind: 'status', status: 404, message: 'not a chat model' }]);
    expect(noChat).toMatchObject({ chat: null, embeddings: { dimensions: 8 }, images: false });
    expect(noChat.notes).toEqual([expect.stringContaining('not a chat model')]);
  });

  it('is not content with an unreachable or forbidding endpoint', async () => {
    await expect(probe({ apiKey: 'another' })).rejects.toMatchObject({ code: 'unauthorized' });
    await expect(probe({}, {}, [{ kind: 'none' }, { kind: 'reset' }, { kind: 'reset' }])).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('gives data that survives JSON', async () => {
    const found = await probe({});
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});
