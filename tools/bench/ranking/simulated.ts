import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { compareWithPeers, type PeerComparison } from './calls-at-quality.js';
import { measureCell, type Cell, type NoiseLevel, type SimulatedRow } from './simulated-cell.js';

export interface SimulatedReport {
  readonly rows: readonly SimulatedRow[];
  /** By number of candidates, at medium noise: for each budget the best fixed, and the best adaptive, peer. */
  readonly fixedPeers: Readonly<Record<string, readonly PeerComparison[]>>;
  readonly adaptivePeers: Readonly<Record<string, readonly PeerComparison[]>>;
}

const NOISES: readonly NoiseLevel[] = ['none', 'low', 'medium', 'high'];

/** Medium noise, where the bars are, is measured on the most worlds. */
function cells(quick: boolean): readonly Cell[] {
  const budgets = (candidates: number): readonly number[] => {
    if (candidates <= 20) return [1, 2, 3, 5, 8];
    if (candidates <= 100) return quick ? [7, 10, 14, 17, 20, 30] : [3, 5, 7, 10, 12, 14, 17, 20, 28, 40, 60];
    if (candidates <= 300) return [15, 30, 60, 100];
    return quick ? [25, 35, 50, 70, 100, 140] : [20, 25, 35, 50, 70, 100, 140, 200];
  };
  const worlds = (candidates: number, noise: NoiseLevel): number => {
    const most = candidates <= 100 ? (quick ? 300 : 1000) : quick ? 24 : 120;
    return noise === 'medium' ? most : Math.ceil(most / (quick ? 6 : 2));
  };
  return (quick ? [1000, 100] : [1000, 300, 100, 20]).flatMap((candidates) =>
    (quick ? (['medium', 'high', 'low'] as const) : NOISES).map((noise) => {
      const all = budgets(candidates);
      return {
        candidates,
        noise,
        budgets: quick && noise !== 'medium' ? [all[2] as number, all[4] as number] : all,
        worlds: worlds(candidates, noise),
      };
    }),
  );
}

/** All methods on simulated judges, in as many processes as there are cores. */
export async function measureSimulated({ quick }: { quick: boolean }): Promise<SimulatedReport> {
  const waiting = [...cells(quick)];
  const rows: SimulatedRow[] = [];
  const work = async () => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      rows.push(...(await inProcess(cell)));
      console.error(`simulated: ${cell.candidates} candidates, noise ${cell.noise}: done`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  rows.sort((a, b) => a.candidates - b.candidates || NOISES.indexOf(a.noise) - NOISES.indexOf(b.noise) || a.budget - b.budget);
  const compare = (kind: string) =>
    Object.fromEntries(
      [100, 1000].map((candidates) => [
        String(candidates),
        compareWithPeers(
          rows.filter((row) => row.candidates === candidates && row.noise === 'medium').map((row) => ({ ...row, quality: row['ndcg@10'] })),
          kind,
        ),
      ]),
    );
  return { rows, fixedPeers: compare('fixed'), adaptivePeers: compare('adaptive') };
}

function inProcess(cell: Cell): Promise<readonly SimulatedRow[]> {
  const child = fork(fileURLToPath(import.meta.url), ['--cell', JSON.stringify(cell)], { stdio: ['ignore', 2, 2, 'ipc'] });
  return new Promise((resolve, reject) => {
    let answer: readonly SimulatedRow[] | undefined;
    child.once('message', (message) => (answer = message as readonly SimulatedRow[]));
    child.once('error', reject);
    child.once('exit', (code) => (answer ? resolve(answer) : reject(new Error(`Measuring ${JSON.stringify(cell)} ended with ${code}.`))));
  });
}

if (process.argv[2] === '--cell') {
  const rows = await measureCell(JSON.parse(process.argv[3] as string) as Cell);
  process.send?.(rows, () => process.disconnect());
}
