// npm run test:server: runs the tests that need a PostgreSQL server (*.server-spec.ts) on the one that DATABASE_URL names.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const projects = ['libs/store', 'libs/runtime', 'apps/api'];

if (!process.env.DATABASE_URL) {
  console.error(
    'DATABASE_URL is not set: run "npm run test:server", or name a PostgreSQL 15 or newer with pgvector on which databases may be created.',
  );
  process.exit(1);
}

const outcomes = projects.map(testProject);
console.log('\nTests on a server:');
for (const { project, files, passed } of outcomes) {
  console.log(`  ${project}: ${files === 0 ? 'has none' : `${files} file${files === 1 ? '' : 's'}, ${passed ? 'passed' : 'FAILED'}`}`);
}
const ran = outcomes.filter(({ files }) => files > 0);
if (ran.length === 0) console.error('No *.server-spec.ts was found, so nothing was tested.');
process.exitCode = ran.length > 0 && ran.every(({ passed }) => passed) ? 0 : 1;

function testProject(project) {
  const source = path.join(root, project, 'src');
  const files = existsSync(source) ? readdirSync(source, { recursive: true }).filter((file) => file.endsWith('.server-spec.ts')).length : 0;
  if (files === 0) return { project, files, passed: true };
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const { status } = spawnSync(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', jest, '--testMatch', '<rootDir>/src/**/*.server-spec.ts'],
    { cwd: path.join(root, project), stdio: 'inherit' },
  );
  return { project, files, passed: status === 0 };
}
