import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './main.js';

/** Runs the command line in this process on a data directory of its own, without models. */
describe('etcetera', () => {
  let folder: string;
  const before = { ...process.env };
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'etcetera-cli-'));
    Object.assign(process.env, {
      ETCETERA_DATA_DIR: path.join(folder, 'data'),
      ETCETERA_LOCAL_MODELS: 'off',
      ETCETERA_SAMPLE_BASE: 'off',
      DATABASE_URL: '',
      ETCETERA_LLM_BASE_URL: '',
      ETCETERA_LLM_MODEL: '',
      ETCETERA_EMBEDDING_MODEL: '',
    });
    await writeFile(
      path.join(folder, 'animals.csv'),
      'id,name,description\n1,lion,big cat of the savanna\n2,tiger,big cat with stripes\n3,leopard,big cat with spots\n4,,nameless\n5,robin,small bird\n',
    );
  });
  afterAll(async () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await rm(folder, { recursive: true, force: true });
  });

  async function call(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const written = { out: '', err: '' };
    const [out, err] = [process.stdout.write, process.stderr.write];
    process.stdout.write = (text: string) => ((written.out += text), true);
    process.stderr.write = (text: string) => ((written.err += text), true);
    try {
      return { code: await run(args), ...written };
    } finally {
      Object.assign(process.stdout, { write: out });
      Object.assign(process.stderr, { write: err });
    }
  }

  it.each([
    [['expand'], /missing required argument 'seeds'/],
    [['expand', 'lion', '--limit', '0'], /--limit: a whole number from 1 to 1000 is needed, got "0"/],
    [['expand', 'lion', '--method', 'magic'], /--method: "magic" is not one of lusar, lusar-stage1/],
    [['evaluate', 'openmoji', '--judge-weight', '2'], /--judge-weight: a number from 0 to 1/],
    [['import', 'x.csv'], /required option '--base <name>'/],
    [['sing'], /unknown command 'sing'/],
  ])('ends with 2 and a sentence when it is asked for wrongly: %j', async (args, message) => {
    const { code, err, out } = await call(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  it('imports, keeps what it rejects, and changes nothing the second time', async () => {
    const first = await call('import', path.join(folder, 'animals.csv'), '--base', 'My animals', '--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toEqual({
      import: { created: 4, updated: 0, unchanged: 0, rejected: 1, seconds: expect.any(Number) as number },
    });
    const again = await call('import', path.join(folder, 'animals.csv'), '--base', 'My animals');
    expect(again.out).toMatch(/0 created, 0 updated, 4 unchanged, 1 rejected/);
    expect(again.out).toMatch(/line 5, name/);
  });

  it('expands with what there is, prints one JSON document, and replays the run', async () => {
    const { code, out } = await call('--quiet', 'expand', 'lion', 'tiger', '--base', 'my-animals', '--json');
    expect(code).toBe(0);
    const { expansion } = JSON.parse(out) as { expansion: { id: string; results: { name: string }[] } };
    expect(expansion).toMatchObject({
      status: 'COMPLETED',
      method: 'lusar',
      channels: ['text'],
      warnings: expect.arrayContaining([expect.objectContaining({ code: 'TEXT_SEARCH_ONLY' })]) as unknown,
    });
    expect(expansion.results.map((result) => result.name)).toContain('leopard');
    const replay = await call('--quiet', 'replay', expansion.id, '--json');
    expect(JSON.parse(replay.out)).toMatchObject({ replay: { id: expansion.id, identical: true } });
  });

  it('ends with 1 and names the nearest when a seed is not there', async () => {
    const { code, err, out } = await call('--quiet', 'expand', 'lionn', '--base', 'my-animals');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/seeds\[0\].*Did you mean "lion"/);
    expect((await call('--quiet', 'expand', 'lion', '--base', 'nowhere')).err).toMatch(/no knowledge base "nowhere".*my-animals/);
    expect((await call('--quiet', 'replay', 'no-such-run')).code).toBe(1);
  });

  it('makes a key that is shown once, and verifies the audit trail', async () => {
    const made = await call('--quiet', 'keys', 'create', 'reader', '--permission', 'read');
    expect(made.out).toMatch(/^etc_[\w-]{43}\n/);
    expect((await call('--quiet', 'keys', 'list')).out).not.toContain(made.out.split('\n')[0] ?? '');
    const audit = await call('--quiet', 'audit', 'verify', '--json');
    expect(JSON.parse(audit.out)).toMatchObject({ audit: { intact: true } });
  });
});
