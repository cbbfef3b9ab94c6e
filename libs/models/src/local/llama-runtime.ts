import { stat } from 'node:fs/promises';
import { getLlama, LlamaLogLevel, type Llama, type LlamaModel } from 'node-llama-cpp';
import { checkGguf } from '../gguf/check-gguf.js';
import { ModelFileError } from '../manifest/model-file-error.js';

let runtime: Promise<Llama> | undefined;

/**
 * The native runtime, started once for the whole process: CPU only, prebuilt, quiet unless something is wrong.
 * All models share its threads, no more than the machine has cores: two that compute at the same time get fewer each
 * instead of waiting for one another.
 */
export function llamaRuntime(): Promise<Llama> {
  runtime ??= startRuntime();
  return runtime;
}

async function startRuntime(): Promise<Llama> {
  const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error });
  llama.maxThreads = llama.cpuMathCores;
  return llama;
}

/**
 * Loads a GGUF file.
 * @throws ModelFileError `missing` or `corrupt`; the signal's reason when cancelled
 */
export async function loadGguf(modelPath: string, signal?: AbortSignal): Promise<LlamaModel> {
  signal?.throwIfAborted();
  const file = await stat(modelPath).catch((cause: unknown) => {
    throw new ModelFileError('missing', `There is no model file ${modelPath}.`, 'Run "etcetera models pull", or correct the path.', {
      path: modelPath,
      cause,
    });
  });
  if (!file.isFile())
    throw new ModelFileError('unreadable', `${modelPath} is not a file.`, 'Give the path of a GGUF file.', { path: modelPath });
  // The runtime's own reader follows wild numbers in a damaged header for minutes, or ends the process.
  await checkGguf(modelPath).catch((cause: unknown) => {
    throw unusableModel(modelPath, cause);
  });
  const llama = await llamaRuntime();
  try {
    return await llama.loadModel({ modelPath, ...(signal ? { loadSignal: signal } : {}) });
  } catch (cause) {
    signal?.throwIfAborted();
    throw unusableModel(modelPath, cause);
  }
}

/** The error for a file that the runtime does not take. */
export function unusableModel(path: string, cause: unknown): ModelFileError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/u, '');
  return new ModelFileError(
    'corrupt',
    `${path} cannot be loaded as a model of this kind (${reason}).`,
    'If it is one of the shipped models, run "etcetera models verify"; otherwise use a complete GGUF file of the right kind.',
    { path, cause },
  );
}
