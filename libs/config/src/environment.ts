import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const onOff = z.enum(['on', 'off']);
const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

/** Every variable the product reads, with its meaning; nothing else reads the environment. */
export const environmentSchema = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('production switches the explorer and introspection off'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on. Anything but loopback switches API keys on.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000).describe('Port to listen on; 0 takes a free one.'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  DATABASE_URL: optionalText.describe('Postgres ≥ 15 with pgvector. Left out: an embedded database in ETCETERA_DATA_DIR.'),
  ETCETERA_DATA_DIR: z.string().min(1).default('.etcetera').describe('Folder of the embedded database.'),
  ETCETERA_MODELS_DIR: optionalText.describe('Folder of model files, shared between clones; default: the cache folder of the user.'),
  XDG_CACHE_HOME: optionalText,
  ETCETERA_FETCH_MODELS: onOff.default('on').describe('off: missing models are not fetched at start.'),
  ETCETERA_LOCAL_MODELS: onOff.default('on').describe('off: no model runs in this process.'),
  ETCETERA_THREADS: z.coerce.number().int().min(1).max(256).optional().describe('Threads for local models; default: the number of cores.'),
  ETCETERA_SAMPLE_BASE: onOff.default('on').describe('off: the OpenMoji base is not imported at first start.'),
  ETCETERA_WORK: onOff.default('on').describe('off: the server leaves runs to separate workers (server database only).'),
  ETCETERA_LLM_BASE_URL: optionalText.describe('Address of an OpenAI-compatible API, e.g. http://127.0.0.1:8080/v1.'),
  ETCETERA_LLM_MODEL: optionalText.describe('Chat model at that address: it judges short lists.'),
  ETCETERA_LLM_API_KEY: optionalText.describe('Key for that address.'),
  ETCETERA_LLM_IMAGES: onOff.default('off').describe('on: pictures of entities are sent to the chat model.'),
  ETCETERA_LLM_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4).describe('Calls to that address at the same time.'),
  ETCETERA_EMBEDDING_MODEL: optionalText.describe('Embedding model at that address; left out: the local one.'),
  ETCETERA_AUTH: z
    .enum(['auto', 'off', 'required'])
    .default('auto')
    .describe('auto: API keys are required unless the server listens on loopback only.'),
  ETCETERA_ALLOWED_HOSTS: optionalText.describe('Host names, separated by commas, under which the server may be reached besides loopback.'),
  ETCETERA_API_KEY: optionalText.describe('Key that the command line sends to a server.'),
  ETCETERA_BOOTSTRAP_KEY: optionalText.describe(
    'An admin key that is accepted besides the stored ones, for the first start; at least 32 characters.',
  ),
});

/** The parsed environment, in the words of the program. */
export interface Environment {
  readonly isProduction: boolean;
  readonly host: string;
  readonly port: number;
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL'];
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string;
  readonly modelsFolder: string | undefined;
  readonly cacheHome: string | undefined;
  readonly homeFolder: string;
  readonly fetchModels: boolean;
  readonly localModels: boolean;
  readonly threads: number | undefined;
  readonly sampleBase: boolean;
  readonly work: boolean;
  readonly endpoint:
    | {
        readonly baseUrl: string;
        readonly model: string | undefined;
        readonly apiKey: string | undefined;
        readonly images: boolean;
        readonly concurrency: number;
        readonly embeddingModel: string | undefined;
      }
    | undefined;
  readonly authRequired: boolean;
  readonly allowedHosts: readonly string[];
  readonly apiKey: string | undefined;
  readonly bootstrapKey: string | undefined;
}

/** A variable has a value that cannot be used. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly code = 'ENVIRONMENT';
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** @throws EnvironmentError naming each variable, its value and what is allowed. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environmentSchema.safeParse(variables);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}=${JSON.stringify(variables[String(issue.path[0])])}: ${issue.message}`,
    );
    throw new EnvironmentError(`The environment has values that cannot be used.\n  ${problems.join('\n  ')}`);
  }
  const env = parsed.data;
  if (env.ETCETERA_BOOTSTRAP_KEY && env.ETCETERA_BOOTSTRAP_KEY.length < 32)
    throw new EnvironmentError('ETCETERA_BOOTSTRAP_KEY is too short: at least 32 characters are needed.');
  if ((env.ETCETERA_LLM_MODEL || env.ETCETERA_EMBEDDING_MODEL) && !env.ETCETERA_LLM_BASE_URL)
    throw new EnvironmentError('ETCETERA_LLM_BASE_URL is needed with ETCETERA_LLM_MODEL or ETCETERA_EMBEDDING_MODEL.');
  return {
    isProduction: env.NODE_ENV === 'production',
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    databaseUrl: env.DATABASE_URL,
    dataDirectory: path.resolve(env.ETCETERA_DATA_DIR),
    modelsFolder: env.ETCETERA_MODELS_DIR ? path.resolve(env.ETCETERA_MODELS_DIR) : undefined,
    cacheHome: env.XDG_CACHE_HOME,
    homeFolder: homedir(),
    fetchModels: env.ETCETERA_FETCH_MODELS === 'on',
    localModels: env.ETCETERA_LOCAL_MODELS === 'on',
    threads: env.ETCETERA_THREADS,
    sampleBase: env.ETCETERA_SAMPLE_BASE === 'on',
    // The embedded database has no other process to leave the work to.
    work: env.ETCETERA_WORK === 'on' || env.DATABASE_URL === undefined,
    endpoint: env.ETCETERA_LLM_BASE_URL
      ? {
          baseUrl: env.ETCETERA_LLM_BASE_URL,
          model: env.ETCETERA_LLM_MODEL,
          apiKey: env.ETCETERA_LLM_API_KEY,
          images: env.ETCETERA_LLM_IMAGES === 'on',
          concurrency: env.ETCETERA_LLM_CONCURRENCY,
          embeddingModel: env.ETCETERA_EMBEDDING_MODEL,
        }
      : undefined,
    authRequired: env.ETCETERA_AUTH === 'required' || (env.ETCETERA_AUTH === 'auto' && !LOOPBACK.has(env.HOST)),
    allowedHosts: (env.ETCETERA_ALLOWED_HOSTS ?? '')
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ''),
    apiKey: env.ETCETERA_API_KEY,
    bootstrapKey: env.ETCETERA_BOOTSTRAP_KEY,
  };
}

/** The environment of this process. @throws EnvironmentError */
export function readEnvironment(): Environment {
  return parseEnvironment(process.env);
}
