import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../steps/workspace.mjs';

interface Message {
  readonly ruleId: string | null;
  readonly message: string;
}

const BOUNDARIES = '@nx/enforce-module-boundaries';

/** What is not allowed where, and how the lint says so. The file is an existing one, the text is not: nothing is written. */
const forbidden = [
  {
    what: 'the pure core imports the store',
    file: 'libs/ranking/src/index.ts',
    text: "export * from '@etcetera/store';",
    rule: BOUNDARIES,
    says: /Circular dependency/,
  },
  {
    what: 'the pure core imports the configuration',
    file: 'libs/ranking/src/index.ts',
    text: "export * from '@etcetera/config';",
    rule: BOUNDARIES,
    says: /scope:ranking.*can only depend/,
  },
  {
    what: 'evaluation imports ranking',
    file: 'libs/evaluation/src/index.ts',
    text: "export * from '@etcetera/ranking';",
    rule: BOUNDARIES,
    says: /scope:evaluation/,
  },
  {
    what: 'knowledge imports an adapter',
    file: 'libs/knowledge/src/index.ts',
    text: "export * from '@etcetera/models';",
    rule: BOUNDARIES,
    says: /Circular dependency/,
  },
  {
    what: 'the admin imports the store',
    file: 'apps/admin/src/main.tsx',
    text: "export * from '@etcetera/store';",
    rule: BOUNDARIES,
    says: /scope:admin/,
  },
  {
    what: 'the admin imports a test kit outside tests',
    file: 'apps/admin/src/main.tsx',
    text: "export * from '@etcetera/testkit';",
    rule: BOUNDARIES,
    says: /scope:admin/,
  },
  {
    what: 'the api goes past the runtime to the store',
    file: 'apps/api/src/index.ts',
    text: "export * from '@etcetera/store';",
    rule: BOUNDARIES,
    says: /scope:api/,
  },
  {
    what: 'a library imports an application by its path',
    file: 'libs/knowledge/src/index.ts',
    text: "export * from '../../../apps/api/src/index.js';",
    rule: BOUNDARIES,
    says: /relative or absolute path/,
  },
  {
    what: 'knowledge reads the environment',
    file: 'libs/knowledge/src/index.ts',
    text: "export const home = process.env['HOME'];",
    rule: 'no-restricted-properties',
    says: /libs\/config/,
  },
  {
    what: 'knowledge imports the environment',
    file: 'libs/knowledge/src/index.ts',
    text: "export { env } from 'node:process';",
    rule: 'no-restricted-imports',
    says: /libs\/config/,
  },
  {
    what: 'ranking reads the clock',
    file: 'libs/ranking/src/index.ts',
    text: 'export const now = Date.now();',
    rule: 'no-restricted-properties',
    says: /pure/,
  },
  {
    what: 'ranking makes a date of now',
    file: 'libs/ranking/src/index.ts',
    text: 'export const now = new Date();',
    rule: 'no-restricted-syntax',
    says: /pure/,
  },
  {
    what: 'evaluation draws global random numbers',
    file: 'libs/evaluation/src/index.ts',
    text: 'export const draw = Math.random();',
    rule: 'no-restricted-properties',
    says: /pure/,
  },
  {
    what: 'ranking reads a file',
    file: 'libs/ranking/src/index.ts',
    text: "export * from 'node:fs';",
    rule: 'no-restricted-imports',
    says: /pure/,
  },
  {
    what: 'evaluation reads a file by the old name',
    file: 'libs/evaluation/src/index.ts',
    text: "export * from 'fs';",
    rule: 'no-restricted-imports',
    says: /pure/,
  },
  {
    what: 'a promise is left alone',
    file: 'libs/knowledge/src/index.ts',
    text: 'Promise.resolve(1);',
    rule: '@typescript-eslint/no-floating-promises',
    says: /awaited/,
  },
  {
    what: 'a file has more than 400 lines',
    file: 'libs/knowledge/src/index.ts',
    text: `${'\n'.repeat(400)}export const a = 1;`,
    rule: 'max-lines',
    says: /400/,
  },
  {
    what: 'a picture has no text for those who cannot see it',
    file: 'apps/admin/src/main.tsx',
    text: 'export const picture = <img src="a.png" />;',
    rule: 'jsx-a11y/alt-text',
    says: /alt/,
  },
];

const allowed = [
  { what: 'the store imports the ports that it implements', file: 'libs/store/src/index.ts', text: "export * from '@etcetera/expansion';" },
  { what: 'the admin imports its typed operations', file: 'apps/admin/src/main.tsx', text: "export * from '@etcetera/graphql-client';" },
  { what: 'the configuration reads the environment', file: 'libs/config/src/index.ts', text: "export const home = process.env['HOME'];" },
  { what: 'a test imports the test kit', file: 'libs/knowledge/src/text/name-problem.spec.ts', text: "export * from '@etcetera/testkit';" },
];

describe('the lint', () => {
  let messages: ReadonlyMap<string, readonly Message[]>;

  beforeAll(() => {
    const cases = [...forbidden, ...allowed];
    const input = JSON.stringify(cases.map(({ file, text }) => ({ filePath: path.join(root, file), text })));
    const env = { ...process.env, NX_DAEMON: 'false' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'tools/lint/lint-texts.mjs')], {
      cwd: root,
      env,
      input,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`ESLint could not be run:\n${stderr}\n${stdout}`);
    const answers = JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as Message[][];
    messages = new Map(cases.map(({ what }, index) => [what, answers[index] ?? []]));
  }, 240_000);

  it.each(forbidden)('refuses when $what', ({ what, rule, says }) => {
    expect(messages.get(what)).toContainEqual({ ruleId: rule, message: expect.stringMatching(says) as string });
  });

  it.each(allowed)('accepts that $what', ({ what }) => {
    expect(messages.get(what)).toEqual([]);
  });
});
