// node tools/db/prisma.mjs …: the prisma command line. Its schema engine is a download; where that is not installed, the WebAssembly engine
// stands in. A PRISMA_SCHEMA_ENGINE_BINARY that is set already is left alone.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './project.mjs';

const require = createRequire(import.meta.url);
const env = { ...process.env };
if (!env.PRISMA_SCHEMA_ENGINE_BINARY && !engineInstalled()) {
  env.PRISMA_SCHEMA_ENGINE_BINARY = fileURLToPath(new URL('./schema-engine.mjs', import.meta.url));
}
const cli = path.join(path.dirname(require.resolve('prisma/package.json')), 'build/index.js');
const child = spawn(process.execPath, [cli, ...process.argv.slice(2)], { cwd: root, env, stdio: 'inherit' });
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});

function engineInstalled() {
  try {
    const folder = path.dirname(createRequire(require.resolve('prisma/package.json')).resolve('@prisma/engines/package.json'));
    return readdirSync(folder).some((name) => /^schema-engine-(?!.*\.(gz|sha256)$)/.test(name));
  } catch {
    return false;
  }
}
