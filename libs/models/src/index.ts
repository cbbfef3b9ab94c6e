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
export { ContextOverflowError } from './local/context-overflow-error.js';
export { LocalEmbedder, loadLocalEmbedder, type LocalEmbedderOptions, type TruncatedText } from './local/local-embedder.js';
export { LocalTokenModel, loadLocalTokenModel, type LocalTokenModelOptions } from './local/local-token-model.js';
export { probeEndpoint, type EndpointCapabilities, type ProbeRequest } from './openai/capability-probe.js';
export { ChatSampler, type Proposal, type ProposalRequest } from './openai/chat-sampler.js';
export { EndpointUrlError } from './openai/endpoint-url.js';
export { OpenAiEmbedder, type OpenAiEmbedderOptions } from './openai/openai-embedder.js';
export { OpenAiEndpoint, type EndpointReply, type OpenAiEndpointOptions } from './openai/openai-endpoint.js';
export type { PictureSource } from './openai/picture-source.js';
export { costMicroUsd, defaultPriceTable, parsePriceTable, type PricedModel, type PriceTable } from './openai/price-table.js';
export { ProviderError, type ProviderErrorCode, type ProviderErrorDetails, type ProviderWarning } from './openai/provider-error.js';
export { StructuredJudge, type StructuredJudgeOptions } from './openai/structured-judge.js';
export { readStructuredAnswer } from './openai/read-structured-answer.js';
