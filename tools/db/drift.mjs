// npm run db:drift: do the migrations, applied to an empty database, give what prisma/schema.prisma says, and is everything still there
// that the schema cannot say? Exit code 1, and the SQL or the names, when not.
import { parseArgs } from 'node:util';
import { compareMigrationsWithSchema } from './compare.mjs';
import { managedObjects, migrationsFolder, readMigrations, runTool, schemaPath } from './project.mjs';

await runTool(async () => {
  const { values } = parseArgs({
    options: { schema: { type: 'string', default: schemaPath }, migrations: { type: 'string', default: migrationsFolder } },
  });
  const { sql, objects } = await compareMigrationsWithSchema(values);
  if (sql !== '') {
    console.error('The migrations do not lead to prisma/schema.prisma. Missing (npm run db:new NAME writes it):\n');
    console.error(sql);
    return 1;
  }
  const managed = managedObjects(readMigrations(values.migrations));
  const missing = [...managed.keys()].filter((name) => !objects.has(name));
  for (const name of missing) {
    console.error(`"${name}", made by migration ${managed.get(name)}, is gone once all migrations are applied.`);
    console.error(`If that is intended, write "-- unmanaged: ${name}" into the migration that drops it; else make it again there.`);
  }
  if (missing.length > 0) return 1;
  console.log(`The migrations agree with the schema; ${managed.size} objects beside it are in place.`);
  return 0;
});
