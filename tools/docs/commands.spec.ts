import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolders, readPackage, root } from '../steps/workspace.mjs';

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md'].filter((file) => existsSync(path.join(root, file)));
/** Commands of npm itself. */
const NPM = new Set(['ci', 'install', 'run', 'test', 'start', 'exec']);
const scripts = Object.keys((JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts);
const cliSource = readFileSync(path.join(root, 'apps/cli/src/main.ts'), 'utf8');
/** Names of commands and options, as the command line declares them. */
const cliCommands = [
  ...cliSource.matchAll(/\.command\(\s*'([\w-]+)/g),
  ...cliSource.matchAll(/of \[((?:'[\w-]+'(?:, )?)+)\] as const/g),
].flatMap((match) => String(match[1]).replaceAll("'", '').split(', '));
const cliOptions = new Set([...cliSource.matchAll(/(--[\w-]+)/g)].map((match) => match[1]).concat('--help', '--version'));

interface Line {
  readonly document: string;
  readonly command: string;
}

/** The commands in blocks that are fenced as `sh`: one a line, joined where a line is continued, without comments and prompts. */
function commandsOf(document: string): readonly Line[] {
  const text = readFileSync(path.join(root, document), 'utf8');
  return [...text.matchAll(/^```(?:sh|bash|shell)\n(.*?)^```/gms)]
    .flatMap((match) =>
      String(match[1])
        .replaceAll(/\\\n\s*/g, ' ')
        .split('\n'),
    )
    .flatMap((line) => line.replace(/(^|\s)#.*$/, '').split(/&&|;|\|(?!\|)/))
    .map((part) =>
      part
        .replace(/^\s*(\$ )?/, '')
        .replace(/^(\w+=\S* +)+/, '')
        .trim(),
    )
    .filter((command) => command !== '')
    .map((command) => ({ document, command }));
}

/** Why a command cannot work, if that can be seen without running it. */
function problemOf(command: string): string | undefined {
  const [program = '', ...words] = command.split(/\s+/);
  if (program === 'npm') return problemOfNpm(words);
  if (program === 'npx' && words[0] === 'etcetera') return problemOfCli(words.slice(1));
  if (program === 'etcetera') return problemOfCli(words);
  if (program === 'npx')
    return existsSync(path.join(root, 'node_modules/.bin', String(words[0])))
      ? undefined
      : `npx ${words[0]} is no program of an installed package`;
  if (program.startsWith('.') && program.includes('/'))
    return existsSync(path.join(root, program)) ? undefined : `${program} does not exist`;
  if (program === 'node' && words[0]?.startsWith('tools/'))
    return existsSync(path.join(root, words[0])) ? undefined : `${words[0]} does not exist`;
  return undefined;
}

function problemOfNpm([subcommand = '', name = '']: readonly string[]): string | undefined {
  if (!NPM.has(subcommand)) return `npm ${subcommand} is not expected here`;
  const script = subcommand === 'run' ? name : subcommand;
  return ['ci', 'install', 'exec'].includes(script) || scripts.includes(script) ? undefined : `package.json has no script "${script}"`;
}

function problemOfCli(words: readonly string[]): string | undefined {
  const command = words.find((word) => !word.startsWith('-'));
  if (command !== undefined && !cliCommands.includes(command)) return `etcetera has no command "${command}"`;
  const unknown = words.filter((word) => word.startsWith('--') && word !== '--').map((word) => word.split('=')[0]);
  const option = unknown.find((word) => !cliOptions.has(word));
  return option === undefined ? undefined : `etcetera has no option "${option}"`;
}

describe('commands in the documents', () => {
  it('are found', () => {
    expect(DOCUMENTS).toContain('CONTRIBUTING.md');
    for (const document of DOCUMENTS) expect(commandsOf(document).length).toBeGreaterThan(2);
    expect(cliCommands).toEqual(expect.arrayContaining(['expand', 'import', 'evaluate', 'replay', 'models', 'pull', 'keys', 'audit']));
  });

  it.each(DOCUMENTS.flatMap(commandsOf))('$command ($document) exists', ({ command }) => {
    expect(problemOf(command)).toBeUndefined();
  });

  it.each([
    ['npm run no-such-script', 'package.json has no script "no-such-script"'],
    ['npx etcetera conjure lion', 'etcetera has no command "conjure"'],
    ['npx etcetera expand lion --colour red', 'etcetera has no option "--colour"'],
    ['.ci/no-such-file', '.ci/no-such-file does not exist'],
    ['npx no-such-program', 'npx no-such-program is no program of an installed package'],
  ])('that do not exist are noticed: %s', (command, problem) => {
    expect(problemOf(command)).toBe(problem);
  });
});

describe('CONTRIBUTING.md', () => {
  it('names every library and application in its layout', () => {
    const text = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
    expect(projectFolders().filter((folder) => !text.includes(`\`${folder}\``))).toEqual([]);
  });

  it('names every script that a person runs', () => {
    const text = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
    const unnamed = scripts.filter((script) => !text.includes(`npm run ${script}`) && !text.includes(`npm ${script}`));
    expect(unnamed).toEqual([]);
  });

  it('and the packages agree on which folders are workspaces of ours', () => {
    for (const folder of projectFolders())
      expect((readPackage(folder) as { name: string }).name).toBe(`@etcetera/${path.basename(folder)}`);
  });
});
