#!/usr/bin/env node
// Speaks to the prisma command line as its schema engine does (JSON-RPC, one document a line, on standard input and output), with the
// WebAssembly engine behind it. Start it through tools/db/prisma.mjs.
import { readFileSync } from 'node:fs';
import readline from 'node:readline';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { parse } from 'pg-connection-string';
import { createSchemaEngine } from './wasm-engine.mjs';

const options = readOptions(process.argv.slice(2));
const url = options.datasource.url ?? process.env.DATABASE_URL;

if (options.version) console.log('schema-engine-cli wasm');
else if (options.command === 'can-connect-to-database') await answer(() => withClient(url, () => undefined));
else if (options.command === 'create-database') await answer(() => createDatabase(url));
else await serve();

function readOptions(parameters) {
  const read = { datamodels: [], datasource: {}, command: undefined, version: parameters[0] === '--version' };
  for (let index = 0; index < parameters.length; index += 1) {
    if (parameters[index] === '--datamodels') read.datamodels.push(parameters[(index += 1)]);
    else if (parameters[index] === '--datasource') read.datasource = JSON.parse(parameters[(index += 1)]);
    else if (parameters[index] === 'cli') read.command = parameters[(index += 1)];
  }
  return read;
}

/** The single commands answer by their exit code, and an error as a line of the engine's log. */
async function answer(action) {
  try {
    await action();
    process.exitCode = 0;
  } catch (error) {
    const code = error.code === '3D000' ? 'P1003' : 'P1001';
    const fields = { error_code: code, message: error.message };
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`);
    process.exitCode = 1;
  }
}

async function withClient(connectionString, action) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(name) {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

async function createDatabase() {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  await withClient(databaseUrl('postgres'), (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
}

/** The configured shadow database, else one that is made for the purpose and dropped. */
async function openShadow() {
  const configured = options.datasource.shadowDatabaseUrl;
  if (configured) {
    const pool = new pg.Pool({ connectionString: configured });
    return { pool, close: () => pool.end() };
  }
  const name = `prisma_shadow_${randomUUID().replaceAll('-', '')}`;
  await withClient(url, (client) => client.query(`CREATE DATABASE ${name}`));
  const pool = new pg.Pool({ connectionString: databaseUrl(name) });
  pool.on('error', () => undefined);
  return {
    pool,
    close: async () => {
      await pool.end();
      await withClient(url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function serve() {
  let pool;
  let started;
  const start = () =>
    (started ??= createSchemaEngine({
      pool: () => (pool ??= new pg.Pool({ ...parsePlainly(url), max: 4 })),
      openShadow,
      datamodels: options.datamodels.length > 0 ? options.datamodels.map((file) => [file, readFileSync(file, 'utf8')]) : undefined,
    }));
  const send = (document) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...document })}\n`);
  let last = Promise.resolve();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    // answers to what we printed have no method
    if (method) last = last.then(() => perform(start, send, id, method, params ?? {}));
  }
  await last;
  await pool?.end();
  process.exit(0);
}

async function perform(start, send, id, method, params) {
  const { engine, errorOf } = await start();
  try {
    send({ id, result: await call(engine, send, id, method, params) });
  } catch (error) {
    const data = { is_panic: false, message: errorOf(error), error_code: error?.code ?? null, meta: error?.meta ?? null };
    send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } });
  }
}

async function call(engine, send, id, method, params) {
  if (method === 'getDatabaseVersion') return engine.version(params);
  if (method === 'createDatabase') return { databaseName: '' };
  const result = (await engine[method](params)) ?? null;
  if (method !== 'diff' || result?.stdout == null) return result;
  send({ id: `print-${id}`, method: 'print', params: { content: result.stdout } });
  return { exitCode: result.exitCode, stdout: null };
}

function parsePlainly(connectionString) {
  const { host, port, user, password, database, ssl } = parse(connectionString);
  return { host, port: Number(port ?? 5432), user, password, database, ssl: ssl || undefined };
}
