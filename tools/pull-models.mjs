// Fetches the default models into the folder that the tests look into, from the sources of libs/models. Started by tools/test.mjs.
import { homedir } from 'node:os';
import { defaultModelsFolder, ModelStore } from '@etcetera/models';

const folder = process.env.ETCETERA_MODELS_DIR || defaultModelsFolder(homedir(), process.env.XDG_CACHE_HOME || undefined);
const tenths = new Map();

try {
  const models = await new ModelStore(folder).pull(undefined, { onProgress: report });
  console.error(`local models     ${models.map((model) => model.entry.name).join(', ')} in ${folder}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function report({ modelId, bytesDone, bytesTotal }) {
  const tenth = Math.floor((10 * bytesDone) / bytesTotal);
  if (bytesDone === bytesTotal || tenths.get(modelId) === tenth) return;
  tenths.set(modelId, tenth);
  console.error(`local models     ${modelId}: ${10 * tenth} % of ${(bytesTotal / 1e6).toFixed(0)} MB`);
}
