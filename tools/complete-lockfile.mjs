// npm run lockfile:complete: adds to package-lock.json the platform packages that a registry mirror did not offer.
//
// node-llama-cpp names one optional package a platform. Where a mirror lacks some of them, "npm install" writes a lock file without them and
// "npm ci" then refuses it ("Missing: @node-llama-cpp/mac-x64@ from lock file"). The entries written here say for which platform a package is,
// so that npm skips it everywhere else and fetches it there. They carry no checksum, because nobody could compute one.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Owners of platform packages whose names say the platform. */
const OWNERS = ['node-llama-cpp'];
const SYSTEMS = { linux: 'linux', mac: 'darwin', win: 'win32' };
const PROCESSORS = { x64: 'x64', arm64: 'arm64', armv7l: 'arm', riscv64: 'riscv64' };

/**
 * The lock file with every platform package that an owner names and that has no entry yet. The argument is left as it is.
 *
 * @param {{ packages: Record<string, { version?: string, optionalDependencies?: Record<string, string> }> }} lock
 * @returns {{ lock: object, added: string[] }} the completed lock file, and the paths that were added, sorted
 * @throws {Error} if a package's name does not say its platform
 */
export function completeLockfile(lock) {
  const missing = new Map();
  for (const owner of OWNERS) {
    const optional = lock.packages[`node_modules/${owner}`]?.optionalDependencies ?? {};
    for (const [name, version] of Object.entries(optional)) {
      const place = `node_modules/${name}`;
      if (!(place in lock.packages)) missing.set(place, entryOf(name, version));
    }
  }
  const packages = Object.entries(lock.packages).concat([...missing]);
  // npm keeps the workspace root first and the rest in this order
  packages.sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { lock: { ...lock, packages: Object.fromEntries(packages) }, added: [...missing.keys()].sort() };
}

/** The hosts that entries of a lock file would be downloaded from; a lock file that belongs to nobody's mirror names none. */
export function downloadHosts(lock) {
  const resolved = Object.values(lock.packages).flatMap((entry) => (entry.resolved?.includes('://') ? [new URL(entry.resolved).host] : []));
  return [...new Set(resolved)].sort();
}

/** With its keys in the order in which npm writes them. */
function entryOf(name, version) {
  const [system, processor] = name.slice(name.indexOf('/') + 1).split('-');
  const os = SYSTEMS[system];
  const cpu = PROCESSORS[processor];
  if (!os || !cpu)
    throw new Error(`The name of the optional package "${name}" does not say its platform; add it to tools/complete-lockfile.mjs.`);
  return { version, cpu: [cpu], license: 'MIT', optional: true, os: [os] };
}

function main() {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
  const text = readFileSync(file, 'utf8');
  const { lock, added } = completeLockfile(JSON.parse(text));
  const hosts = downloadHosts(lock);
  if (hosts.length > 0) {
    console.error(
      `package-lock.json names download hosts (${hosts.join(', ')}); run "npm install" with omit-lockfile-registry-resolved=true.`,
    );
    process.exitCode = 1;
    return;
  }
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    added.length === 0 ? 'package-lock.json is complete.' : `Added to package-lock.json:\n${added.map((name) => `  ${name}`).join('\n')}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
