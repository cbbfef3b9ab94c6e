import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { fingerprint } from './fingerprint.mjs';
import { runStep, StepError } from './run-step.mjs';
import { MINIMUM_NODE, startProblem } from './start-problem.mjs';

let base: string;
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
  writeFileSync(path.join(base, file), text);
};

beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'etcetera-steps-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('the fingerprint of inputs', () => {
  it('changes with a content, a name, a new file and a lost file', () => {
    put('src/a.ts', '1');
    const seen = new Set([fingerprint(base, ['src'])]);
    put('src/a.ts', '2');
    seen.add(fingerprint(base, ['src']));
    put('src/deep/b.ts', '2');
    seen.add(fingerprint(base, ['src']));
    rmSync(path.join(base, 'src/a.ts'));
    seen.add(fingerprint(base, ['src']));
    put('src/deep/c.ts', '2');
    rmSync(path.join(base, 'src/deep/b.ts'));
    seen.add(fingerprint(base, ['src']));
    expect(seen.size).toBe(5);
  });

  it('does not depend on what tools write, nor on the order of the inputs', () => {
    put('src/a.ts', '1');
    put('b.json', '2');
    const before = fingerprint(base, ['src', 'b.json']);
    put('src/dist/a.js', '1');
    put('src/generated/a.ts', '1');
    put('src/node_modules/a/index.js', '1');
    expect(fingerprint(base, ['b.json', 'src', 'missing'])).toBe(before);
  });

  it('looks into generated code that is named outright', () => {
    put('src/generated/a.ts', '1');
    const before = fingerprint(base, ['src/generated']);
    put('src/generated/a.ts', '2');
    expect(fingerprint(base, ['src/generated'])).not.toBe(before);
  });
});

describe('a step', () => {
  let runs: number;
  const said: string[] = [];
  const run = (action = () => put('out.txt', 'x')) =>
    runStep(
      {
        name: 'a step',
        inputs: ['in.txt'],
        outputs: ['out.txt'],
        action: () => {
          runs += 1;
          action();
        },
      },
      { base, cache: path.join(base, 'cache'), say: (line: string) => said.push(line) },
    );

  beforeEach(() => {
    runs = 0;
    said.length = 0;
    put('in.txt', '1');
  });

  it('runs once for the same inputs, and says so in one line each time', async () => {
    expect(await run()).toBe('done');
    expect(await run()).toBe('up to date');
    expect(runs).toBe(1);
    expect(said).toEqual([expect.stringMatching(/^a step +\d+\.\d s$/), expect.stringMatching(/^a step +up to date$/)]);
  });

  it('runs again when an input has changed or an output has gone', async () => {
    await run();
    put('in.txt', '2');
    expect(await run()).toBe('done');
    rmSync(path.join(base, 'out.txt'));
    expect(await run()).toBe('done');
    expect(runs).toBe(3);
  });

  it('counts as not done when it fails, even where an older output is still there', async () => {
    await run();
    put('in.txt', '2');
    await expect(
      run(() => {
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    put('in.txt', '1');
    expect(await run()).toBe('done');
  });

  it('fails when it has not written what it promised, naming it', async () => {
    await expect(run(() => undefined)).rejects.toThrow(new StepError('a step: out.txt was not written.'));
  });
});

describe('before starting', () => {
  it.each(['16.20.2', '20.18.3'])('an old Node is told what is needed (%s)', (nodeVersion) => {
    expect(startProblem({ nodeVersion, isInstalled: true })).toMatch(new RegExp(`needs Node 20.19 or newer; this is Node ${nodeVersion}`));
  });

  it.each(['20.19.0', '22.1.0', '24.0.0'])('Node %s will do', (nodeVersion) => {
    expect(startProblem({ nodeVersion, isInstalled: true })).toBeUndefined();
  });

  it('missing packages are told with the command that installs them', () => {
    expect(startProblem({ nodeVersion: '20.19.0', isInstalled: false })).toContain('npm ci');
  });

  it('the oldest Node is the one that package.json names', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { engines: { node: string } };
    expect(engines.node).toBe(`>=${MINIMUM_NODE.join('.')}`);
  });
});
