import type { Environment } from '@etcetera/config';
import type { Embedder } from '@etcetera/knowledge';
import {
  defaultModelsFolder,
  defaultPriceTable,
  loadLocalEmbedder,
  loadLocalTokenModel,
  ModelStore,
  OpenAiEmbedder,
  OpenAiEndpoint,
  probeEndpoint,
  StructuredJudge,
  type PictureSource,
} from '@etcetera/models';
import { createConstrainedJudge, type ListJudge, type TokenModel } from '@etcetera/ranking';

/** Ids of the manifest's default models. */
export const LANGUAGE_MODEL_ID = 'smollm2-135m-instruct-q4_1';
export const EMBEDDING_MODEL_ID = 'all-minilm-l6-v2';

export interface LoadedModels {
  readonly tokenModel: TokenModel | undefined;
  readonly embedder: Embedder | undefined;
  readonly judge: ListJudge | undefined;
  /** What is missing and what follows, in sentences. */
  readonly notices: readonly string[];
  dispose(): Promise<void>;
}

export interface ModelProgress {
  fetching(modelId: string, bytesDone: number, bytesTotal: number): void;
  say(message: string): void;
}

/** The folder of model files of this environment. */
export function modelStoreOf(environment: Environment): ModelStore {
  return new ModelStore(environment.modelsFolder ?? defaultModelsFolder(environment.homeFolder, environment.cacheHome));
}

/**
 * Makes ready what can be had: local models (fetched when they are missing and may be), the endpoint's models, or none. Never fails for a
 * missing model: what is missing is said in `notices`, once, and runs go on with the channels that are left.
 */
export async function loadModels(
  environment: Environment,
  wanted: 'all' | 'embedder',
  pictures: PictureSource,
  progress: ModelProgress,
  signal: AbortSignal,
): Promise<LoadedModels> {
  const notices: string[] = [];
  const closing: (() => Promise<void>)[] = [];
  const attempt = async <T>(consequence: string, load: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await load();
    } catch (error) {
      signal.throwIfAborted();
      notices.push(`${error instanceof Error ? error.message : String(error)} ${consequence}`);
      return undefined;
    }
  };

  const remote = environment.endpoint
    ? await attempt('The endpoint is not used.', () => connect(environment, pictures, notices, signal))
    : undefined;
  const store = modelStoreOf(environment);
  const local = async <T extends { dispose(): Promise<void> }>(
    id: string,
    load: (path: string, sha256: string, name: string) => Promise<T>,
  ): Promise<T> => {
    if (environment.fetchModels)
      await store.pull([id], {
        signal,
        onProgress: ({ modelId, bytesDone, bytesTotal }) => progress.fetching(modelId, bytesDone, bytesTotal),
      });
    const located = await store.locate(id, signal);
    const model = await load(located.path, located.sha256, located.entry.name);
    closing.push(() => model.dispose());
    return model;
  };
  const threads = environment.threads === undefined ? {} : { threads: environment.threads };

  let embedder: Embedder | undefined = remote?.embedder;
  let tokenModel: TokenModel | undefined;
  if (environment.localModels) {
    embedder ??= await attempt(
      'Without an embedding model new entities are not embedded; where there are no vectors, only text search is left.',
      () =>
        local(EMBEDDING_MODEL_ID, (modelPath, sha256, model) =>
          loadLocalEmbedder({
            modelPath,
            model,
            sha256,
            signal,
            ...(environment.threads === undefined ? {} : { parallel: environment.threads }),
          }),
        ),
    );
    if (wanted === 'all') {
      tokenModel = await attempt(
        'Without a language model candidates come from embeddings or text search, and nothing judges short lists.',
        () =>
          local(LANGUAGE_MODEL_ID, (modelPath, fingerprint, name) =>
            loadLocalTokenModel({ modelPath, name, fingerprint, ...threads, signal }),
          ),
      );
    }
  } else if (!remote) {
    notices.push(
      'Local models are switched off (ETCETERA_LOCAL_MODELS=off): stored vectors and text search are all that expansions can use.',
    );
  }
  return {
    tokenModel,
    embedder,
    judge: remote?.judge ?? (tokenModel ? createConstrainedJudge(tokenModel) : undefined),
    notices,
    dispose: async () => {
      for (const close of closing.splice(0).reverse()) await close();
    },
  };
}

async function connect(environment: Environment, pictures: PictureSource, notices: string[], signal: AbortSignal) {
  const { baseUrl, apiKey, model, images, embeddingModel } = environment.endpoint as NonNullable<Environment['endpoint']>;
  const endpoint = new OpenAiEndpoint({ baseUrl, ...(apiKey ? { apiKey } : {}) });
  const probed = model ?? embeddingModel;
  if (!probed) throw new Error('ETCETERA_LLM_BASE_URL is set, but neither ETCETERA_LLM_MODEL nor ETCETERA_EMBEDDING_MODEL is.');
  const capabilities = await probeEndpoint(endpoint, { model: probed, images, signal, ...(embeddingModel ? { embeddingModel } : {}) });
  notices.push(...capabilities.notes.map((note) => `Endpoint ${endpoint.host}: ${note}`));
  const judge = model
    ? new StructuredJudge({
        endpoint,
        capabilities,
        prices: defaultPriceTable,
        ...(images ? { pictures } : {}),
        onWarning: (warning) => notices.push(warning.message),
      })
    : undefined;
  const embedder =
    embeddingModel && capabilities.embeddings
      ? new OpenAiEmbedder({ endpoint, model: capabilities.embeddings.model, dimensions: capabilities.embeddings.dimensions })
      : undefined;
  return { judge, embedder };
}
