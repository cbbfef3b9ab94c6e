// npm run db:new NAME: writes the migration that leads from the migrations so far to prisma/schema.prisma. `--empty` writes one without SQL,
// for what the schema cannot say.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareMigrationsWithSchema } from './compare.mjs';
import { migrationsFolder, readMigrations, runTool, schemaPath, ToolError } from './project.mjs';

await runTool(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      schema: { type: 'string', default: schemaPath },
      migrations: { type: 'string', default: migrationsFolder },
      empty: { type: 'boolean', default: false },
    },
  });
  const [name = ''] = positionals;
  if (positionals.length !== 1 || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new ToolError('Name the migration in lower case, with underscores: npm run db:new add_entity_language');
  }
  const sql = values.empty
    ? '-- Declare what the drift check cannot see with a line "-- managed: NAME".\n'
    : (await compareMigrationsWithSchema(values)).sql;
  if (sql === '') {
    throw new ToolError('prisma/schema.prisma asks for nothing that the migrations do not do already: nothing was written.');
  }
  const folder = path.join(values.migrations, `${nextStamp(readMigrations(values.migrations))}_${name}`);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'migration.sql');
  writeFileSync(file, sql, { flag: 'wx' });
  console.log(`Written: ${path.relative(process.cwd(), file)}`);
  const drops = sql.split('\n').filter((line) => /\bDROP\b/i.test(line));
  if (drops.length > 0) {
    console.warn(
      '\nThis migration destroys data or indexes. A renamed column reads as dropped and added: write ALTER … RENAME instead. Check:',
    );
    for (const line of drops) console.warn(`  ${line.trim()}`);
  }
  return 0;
});

/** The current time in UTC as yyyymmddhhmmss, or one past the last migration where clocks disagree: the order of names is the order of applying. */
function nextStamp(migrations) {
  const now = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const last = migrations.at(-1)?.name.slice(0, 14) ?? '';
  return now > last ? now : String(BigInt(last) + 1n);
}
