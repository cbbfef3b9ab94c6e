// Started by DatabaseProcess: opens a data directory in a process of its own.
import { openDatabase } from '../database/open-database.js';

const [mode, dataDirectory = ''] = process.argv.slice(2);

// opened together with others that wait for the same moment
process.stdout.write('started\n');
try {
  const database = await openDatabase({ dataDirectory });
  database.announce('http://127.0.0.1:4321');
  process.stdout.write('opened\n');
  if (mode === 'write') {
    for (let index = 0; ; index += 1) {
      await database.prisma.knowledgeBase.create({ data: { slug: `row-${index}`, name: 'written before the crash' } });
      process.stdout.write(`row-${index}\n`);
    }
  }
  setInterval(() => undefined, 1_000);
} catch (error) {
  process.stdout.write(`refused ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exit(0);
}
