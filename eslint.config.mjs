import nx from '@nx/eslint-plugin';
import { createProjectGraphAsync } from '@nx/devkit';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

// The boundary rule reads the project graph from Nx's cache and skips itself, with no more than a line of output, when there is none.
process.env.NX_DAEMON ??= 'false';
await createProjectGraphAsync({ exitOnError: false });

const libraries = [
  'ranking',
  'evaluation',
  'knowledge',
  'expansion',
  'models',
  'store',
  'graphql-schema',
  'graphql-client',
  'config',
  'runtime',
  'testkit',
];
const ports = ['ranking', 'evaluation', 'knowledge', 'expansion'];

/** Which project may import which: the direction of imports. Tests may also import the test kit. */
const mayImport = {
  ranking: [],
  evaluation: [],
  knowledge: ['ranking', 'evaluation'],
  expansion: ['ranking', 'evaluation', 'knowledge'],
  models: ports,
  store: ports,
  'graphql-schema': [...ports, 'store'],
  'graphql-client': [],
  config: [],
  runtime: libraries.filter((name) => !['graphql-client', 'runtime', 'testkit'].includes(name)),
  testkit: [...ports, 'store', 'models'],
  api: ['runtime', 'graphql-schema', 'graphql-client', 'config'],
  worker: ['runtime', 'graphql-schema', 'graphql-client', 'config'],
  cli: ['runtime', 'graphql-schema', 'graphql-client', 'config'],
  admin: ['graphql-client'],
  e2e: ['graphql-client'],
};

const boundaries = (more) => [
  'error',
  {
    enforceBuildableLibDependency: true,
    allow: [],
    // the test kit stands on the libraries whose tests use it
    ignoredCircularDependencies: [...ports, 'models', 'store'].map((name) => [`@etcetera/${name}`, '@etcetera/testkit']),
    depConstraints: [
      { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
      { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
      ...Object.entries(mayImport).map(([name, others]) => ({
        sourceTag: `scope:${name}`,
        onlyDependOnLibsWithTags: [name, ...others, ...more].map((other) => `scope:${other}`),
      })),
    ],
  },
];

const environment = { object: 'process', property: 'env', message: 'Read it in libs/config and take the value as a parameter.' };
const impure = [
  { object: 'Date', property: 'now', message: 'This library is pure: take the time as a parameter.' },
  { object: 'performance', property: 'now', message: 'This library is pure: take the time as a parameter.' },
  { object: 'Math', property: 'random', message: 'This library is pure: take a seeded generator (pure-rand).' },
];
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };
const noClock = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'This library is pure: take the time as a parameter.',
};
const environmentImport = { name: 'node:process', importNames: ['env'], message: environment.message };
const noNode = { group: ['node:*', ...builtinModules], message: 'This library is pure: it does no input or output.' };

const SOURCES = ['{apps,libs}/*/src/**/*.{ts,tsx}'];
const PURE = ['libs/{ranking,evaluation}/src/**/*.ts'];
const TESTS = [
  '**/*.{spec,server-spec,contract,e2e}.{ts,tsx}',
  '**/src/testing/**',
  'libs/testkit/src/**',
  'apps/e2e/src/**',
  'tools/**/*.spec.ts',
];
const UNTYPED = ['**/*.{js,mjs,cjs,mts}', '*.ts', 'apps/*/*.config.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/out-tsc/**',
      '**/generated/**',
      '**/node_modules/**',
      '.nx/**',
      '.venv/**',
      '.etcetera/**',
      'tmp/**',
      '**/test-results/**',
      '**/playwright-report/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: SOURCES,
    rules: {
      '@nx/enforce-module-boundaries': boundaries([]),
      'no-restricted-properties': ['error', environment],
      'no-restricted-imports': ['error', { paths: [environmentImport] }],
      'no-restricted-syntax': ['error', noDefaultExport],
    },
  },
  { files: ['libs/config/src/**/*.ts'], rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' } },
  {
    files: PURE,
    rules: {
      'no-restricted-properties': ['error', environment, ...impure],
      'no-restricted-imports': ['error', { patterns: [noNode] }],
      'no-restricted-syntax': ['error', noDefaultExport, noClock],
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'console', 'Buffer'],
    },
  },
  {
    files: TESTS,
    rules: {
      '@nx/enforce-module-boundaries': boundaries(['testkit']),
      'no-restricted-properties': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-globals': 'off',
      // what matchers and parsed answers give is `any`, and the test is there to look at it
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // Playwright takes the start of the product from a default export
  { files: ['apps/e2e/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['apps/admin/src/**/*.{ts,tsx}'],
    plugins: { ...jsxA11y.flatConfigs.recommended.plugins, 'react-hooks': reactHooks },
    rules: {
      ...jsxA11y.flatConfigs.recommended.rules,
      ...reactHooks.configs.flat.recommended.rules,
      // it says where the React compiler, which is not used here, would do nothing
      'react-hooks/incompatible-library': 'off',
      // what scrolls has to be reachable with the keyboard
      'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['tabpanel', 'region'], allowExpressionValues: true }],
      'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
    },
  },
  // the bundler's project has no tests in it, so that these are not found through the nearest tsconfig.json
  {
    files: ['apps/admin/src/**/*.spec.ts'],
    languageOptions: { parserOptions: { projectService: false, project: 'apps/admin/tsconfig.spec.json' } },
  },
  { files: UNTYPED, ...tseslint.configs.disableTypeChecked },
);
