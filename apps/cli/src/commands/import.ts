import type { Progress } from '@etcetera/runtime';
import { CommandError, type Transport } from '../transport/transport.js';

/** `etcetera import`: CSV, TSV or JSON lines into a base. */
export async function importCommand(
  transport: Transport,
  file: string,
  options: { readonly base: string; readonly source?: string; readonly json?: boolean },
  progress: Progress,
): Promise<string> {
  const report = await transport.importFile(file, options.base, options.source, progress);
  const { created, updated, unchanged, rejected, seconds, status, base, firstRejections } = report;
  const document = { created, updated, unchanged, rejected, seconds };
  const lines = [
    `${base}: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected in ${seconds.toFixed(2)} s.`,
    ...firstRejections.map((row) => `  line ${row.line}${row.field ? `, ${row.field}` : ''}: ${row.reason}`),
  ];
  const text = options.json ? JSON.stringify({ import: document }) : lines.join('\n');
  if (status === 'COMPLETED') return text;
  process.stdout.write(`${text}\n`);
  throw new CommandError(
    status === 'INTERRUPTED'
      ? 'Interrupted: what was written is kept. Import the same file again to complete it; nothing is doubled.'
      : `The import ended as ${status}.`,
  );
}
