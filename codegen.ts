import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed operations for the admin, the command line and tests, from the committed schema. */
export default {
  schema: 'libs/graphql-schema/schema.graphql',
  documents: ['libs/graphql-client/src/operations/**/*.graphql'],
  generates: {
    'libs/graphql-client/src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' },
        strictScalars: true,
        inputMaybeValue: 'T | null | undefined',
      },
    },
  },
  emitLegacyCommonJSImports: false,
} satisfies CodegenConfig;
