export { defaultModelsFolder } from './manifest/default-models-folder.js';
export { ModelFileError, type ModelFileErrorCode, type ModelFileErrorContext } from './manifest/model-file-error.js';
export {
  modelManifest,
  parseModelManifest,
  type ModelFile,
  type ModelManifest,
  type ModelManifestEntry,
  type ModelSource,
} from './manifest/model-manifest.js';
export { ModelStore, type ListedModel, type LocatedModel, type PullOptions, type PullProgress } from './manifest/model-store.js';
export type { PipOptions } from './manifest/pip-download.js';
