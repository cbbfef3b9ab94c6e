export { buildSchema } from './build-schema.js';
export { schemaText } from './print-schema.js';
export { PERMISSIONS, type GraphQLContext, type Permission, type Services } from './context.js';
export { rootPermissions } from './errors/root-permissions.js';
export { causeOf, formatError, isUnexpected } from './format-error.js';
export { MAX_COMPLEXITY, MAX_DEPTH } from './limits/complexity.js';
export { MAX_ALIASES, maxAliasesRule } from './limits/max-aliases-rule.js';
export { openScriptedServices, type ScriptedServices } from './testing/scripted-services.js';
