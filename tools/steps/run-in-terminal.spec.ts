import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const runner = new URL('./run-in-terminal.mjs', import.meta.url).href;

/** A process that does nothing but run another one, whose source is given. */
function start(source: string): ChildProcess {
  const outer = `process.exitCode = await (await import('${runner}')).runInTerminal(['--eval', ${JSON.stringify(source)}]);`;
  return spawn(process.execPath, ['--input-type=module', '--eval', outer], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function exitCodeOf(child: ChildProcess): Promise<unknown> {
  const [code] = await once(child, 'exit');
  return code;
}

describe('a program run in this terminal', () => {
  it('passes its output and its exit code on', async () => {
    const child = start('console.log("out"); process.exitCode = 3;');
    const printed: string[] = [];
    child.stdout?.on('data', (chunk) => printed.push(String(chunk)));
    expect(await exitCodeOf(child)).toBe(3);
    expect(printed.join('')).toBe('out\n');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('gets %s, and may end in its own way', async (signal) => {
    const child = start(`process.on('${signal}', () => process.exit(7)); setInterval(() => {}, 1000); console.log('ready');`);
    await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data');
    child.kill(signal);
    expect(await exitCodeOf(child)).toBe(7);
  });

  it('is reported as a shell would when a signal ends it', async () => {
    expect(await exitCodeOf(start("process.kill(process.pid, 'SIGKILL')"))).toBe(137);
  });
});
