export { ListenError } from './http/listen.js';
export { startServer, type RunningServer } from './server.js';
export type { Auth, Identity, ImportUpload, ReadinessReport, ServerConfig, ServerOptions, UploadParameters } from './server-options.js';
