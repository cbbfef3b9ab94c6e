// npm run db:migrate: applies pending migrations to the server that DATABASE_URL names, else to the embedded database of ETCETERA_DATA_DIR
// (.etcetera when that is not set). The product does the same when it starts.
import path from 'node:path';
import { importStore, root, runTool } from './project.mjs';

await runTool(async () => {
  const { openDatabase } = await importStore('database/open-database.ts');
  const { DATABASE_URL: databaseUrl, ETCETERA_DATA_DIR: directory } = process.env;
  const location = databaseUrl ? { databaseUrl } : { dataDirectory: path.resolve(root, directory || '.etcetera') };
  let applied = 0;
  const database = await openDatabase(location, {
    onNotice: (message) => {
      applied += 1;
      console.log(message);
    },
  });
  await database.close();
  const place = databaseUrl ? 'the database that DATABASE_URL names' : location.dataDirectory;
  console.log(applied === 0 ? `No migration is pending in ${place}.` : `${place} is up to date.`);
  return 0;
});
