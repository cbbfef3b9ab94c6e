import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { productEnvironment, root } from './support/start-product.js';

interface ExpandDocument {
  readonly expansion: {
    readonly id: string;
    readonly status: string;
    readonly method: string;
    readonly channels: readonly string[];
    readonly results: readonly {
      readonly rank: number;
      readonly id: string;
      readonly name: string;
      readonly score: number;
      readonly channels: readonly unknown[];
    }[];
    readonly plan: object;
    readonly actual: object;
    readonly warnings: readonly unknown[];
  };
}

/** `npx etcetera …` beside the running server, whose data directory it may not open. */
async function etcetera(...args: string[]): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn('npx', ['--no', '--', 'etcetera', ...args], {
    cwd: root,
    env: productEnvironment(process.env['ETCETERA_E2E_DATA_DIR'] ?? ''),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

test('the command line asks the server that holds the data, and prints one JSON document', async () => {
  // not the seeds of other tests: a call to a model that was made before takes no time, and theirs look at the progress
  const { code, stdout, stderr } = await etcetera('expand', 'lion', 'tiger', 'wolf', '--limit', '10', '--json');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(stderr).toContain(process.env['ETCETERA_E2E_URL']);
  const { expansion } = JSON.parse(stdout) as ExpandDocument;
  expect(expansion).toMatchObject({
    status: 'COMPLETED',
    method: 'lusar',
    plan: expect.any(Object),
    actual: expect.any(Object),
    warnings: expect.any(Array),
  });
  expect(expansion.results.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(expansion.results.map(({ name }) => name)).not.toContain('lion');
  expect(expansion.channels).toContain('embedding');
});

test('a name that nobody knows ends with a sentence, nearest names and exit code 1, and nothing on standard output', async () => {
  const { code, stdout, stderr } = await etcetera('expand', 'lionn', 'tiger', '--json');
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/lionn/);
});

test('a wrong option ends with exit code 2', async () => {
  const { code, stdout, stderr } = await etcetera('expand', 'lion', '--colour', 'red');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('--colour');
});
