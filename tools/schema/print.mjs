#!/usr/bin/env node
/**
 * Prints the GraphQL schema to libs/graphql-schema/schema.graphql.
 * With --check it writes nothing, shows the lines that differ, and exits with 1 when there are any.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = join(root, 'libs/graphql-schema/schema.graphql');
const check = process.argv.includes('--check');

const text = currentText();
const committed = read(target);
if (text === committed) {
  console.error(`${relative(root, target)} is up to date.`);
} else if (check) {
  console.error(`${relative(root, target)} differs from the code. Lines with "-" are in the file, lines with "+" come from the code:`);
  showDifference(text);
  console.error('Run "npm run schema:print" and commit the file; removing or changing a field breaks clients.');
  process.exitCode = 1;
} else {
  writeFileSync(target, text);
  console.error(`${relative(root, target)} written.`);
}

/** The schema is TypeScript source: a child process with a TypeScript loader prints it, whatever this one was started with. */
function currentText() {
  const script = "const { schemaText } = await import('@etcetera/graphql-schema'); process.stdout.write(schemaText());";
  const flags = ['--conditions=@etcetera/source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const child = spawnSync(process.execPath, flags, { cwd: join(root, 'apps/api'), encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  if (child.status !== 0) {
    console.error(`The schema cannot be built. Has "npm run generate" been run?\n${child.stderr}`);
    process.exit(1);
  }
  return child.stdout;
}

function showDifference(fresh) {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'));
  try {
    const file = join(folder, 'schema.graphql');
    writeFileSync(file, fresh);
    const diff = spawnSync('diff', ['-u', target, file], { encoding: 'utf8' });
    process.stdout.write(diff.error ? fresh : diff.stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
