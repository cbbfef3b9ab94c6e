import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./open-database-process.mts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** For tests: another process that opens a data directory, and tells on its lines of output what it does. */
export class DatabaseProcess {
  private readonly child: ChildProcess;
  private readonly output: Interface;
  private readonly lines: string[] = [];
  private stderr = '';

  private constructor(mode: 'hold' | 'write', dataDirectory: string) {
    this.child = spawn(process.execPath, ['--import', 'tsx', '--conditions', '@etcetera/source', script, mode, dataDirectory], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (!this.child.stdout || !this.child.stderr) throw new Error('The other process has no output to read.');
    this.output = createInterface({ input: this.child.stdout });
    this.output.on('line', (line) => this.lines.push(line));
    this.child.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** 'hold' opens and waits; 'write' opens, then inserts rows and prints the number of each one that was acknowledged. */
  static start(mode: 'hold' | 'write', dataDirectory: string): DatabaseProcess {
    return new DatabaseProcess(mode, dataDirectory);
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** All lines so far. */
  get said(): readonly string[] {
    return this.lines;
  }

  /** Waits for a line that starts so; fails when the process ends without it. */
  async says(start: string): Promise<string> {
    for (;;) {
      const line = this.lines.find((candidate) => candidate.startsWith(start));
      if (line !== undefined) return line;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`The other process ended without "${start}": ${this.lines.join(' / ')} ${this.stderr}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Ends the process at once, as a crash does, and waits until it is gone. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGKILL');
    await closed;
  }
}
