import { readFileSync } from 'node:fs';
import { completeLockfile, downloadHosts } from './complete-lockfile.mjs';

const committed = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as LockFile;

interface LockFile {
  readonly packages: Record<
    string,
    { readonly resolved?: string; readonly link?: boolean; readonly optionalDependencies?: Record<string, string> }
  >;
}

const incomplete = () => ({
  lockfileVersion: 3,
  packages: {
    '': {},
    'node_modules/@node-llama-cpp/linux-x64': { version: '3.22.1', integrity: 'sha512-x' },
    'node_modules/node-llama-cpp': {
      version: '3.22.1',
      optionalDependencies: {
        '@node-llama-cpp/linux-x64': '3.22.1',
        '@node-llama-cpp/mac-arm64-metal': '3.22.1',
        '@node-llama-cpp/win-x64': '3.22.1',
      },
    },
  },
});

describe('completing the lock file', () => {
  it('adds the platform packages that are missing, each for its platform, in the order that npm keeps', () => {
    const { lock, added } = completeLockfile(incomplete());
    expect(added).toEqual(['node_modules/@node-llama-cpp/mac-arm64-metal', 'node_modules/@node-llama-cpp/win-x64']);
    expect(Object.keys((lock as LockFile).packages)).toEqual([
      '',
      'node_modules/@node-llama-cpp/linux-x64',
      'node_modules/@node-llama-cpp/mac-arm64-metal',
      'node_modules/@node-llama-cpp/win-x64',
      'node_modules/node-llama-cpp',
    ]);
    expect((lock as LockFile).packages['node_modules/@node-llama-cpp/mac-arm64-metal']).toEqual({
      version: '3.22.1',
      cpu: ['arm64'],
      os: ['darwin'],
      license: 'MIT',
      optional: true,
    });
  });

  it('leaves what is there as it is, and changes nothing the second time', () => {
    const before = incomplete();
    const { lock } = completeLockfile(before);
    expect(before).toEqual(incomplete());
    expect((lock as LockFile).packages['node_modules/@node-llama-cpp/linux-x64']).toEqual({ version: '3.22.1', integrity: 'sha512-x' });
    expect(completeLockfile(lock as never)).toEqual({ lock, added: [] });
  });

  it('refuses a package whose name does not say its platform', () => {
    const lock = incomplete();
    Object.assign(lock.packages['node_modules/node-llama-cpp'].optionalDependencies, { '@node-llama-cpp/beos-x64': '1.0.0' });
    expect(() => completeLockfile(lock)).toThrow(/beos-x64.*does not say its platform/);
  });

  it('sees the hosts that entries would be downloaded from, and not links to folders', () => {
    const packages = { a: { resolved: 'https://mirror.example/a.tgz' }, b: { resolved: 'libs/b', link: true } };
    expect(downloadHosts({ packages })).toEqual(['mirror.example']);
  });
});

describe('the committed lock file', () => {
  it('is complete', () => {
    expect(completeLockfile(committed as never).added).toEqual([]);
  });

  it('names no download host', () => {
    expect(downloadHosts(committed)).toEqual([]);
  });

  it('has an entry for every workspace', () => {
    const { workspaces } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { workspaces: string[] };
    expect(workspaces).toEqual(['apps/*', 'libs/*']);
    const links = Object.entries(committed.packages).filter(([, entry]) => entry.link);
    expect(links.length).toBeGreaterThan(10);
  });
});
