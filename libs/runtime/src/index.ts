export * from './open-runtime.js';
export * from './code-version.js';
export * from './models/load-models.js';
export * from './sample/sample-base.js';
export * from './graphql-services.js';
export * from './import-file.js';
export * from './output/progress.js';
export * from './embed-imported.js';
