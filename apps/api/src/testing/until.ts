import { setTimeout as sleep } from 'node:timers/promises';

/** For tests: waits until something is so, at most 15 seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Not so within 15 s: ${condition.toString()}`);
    await sleep(10);
  }
}
