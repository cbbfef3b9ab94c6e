import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a Node program in this terminal: it reads and prints as if it had been started itself, and gets the signals that this process gets.
 *
 * @param {readonly string[]} args file and arguments
 * @returns {Promise<number>} the exit code that a shell would report
 */
export function runInTerminal(args) {
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  // Ctrl-C in a terminal reaches both of us, being one group; a signal to this process alone has to be handed on
  const forward = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code));
  });
}
