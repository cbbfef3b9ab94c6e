// Prisma's schema engine as WebAssembly: `prisma migrate` without the engine binary that the CLI would download.
// It is an internal interface of Prisma: @prisma/schema-engine-wasm, prisma and @prisma/adapter-pg are pinned to one release together.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

/** What the filters of an engine call look like when nothing is left out. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

let glue;

/** Loads the module once. */
async function wasmGlue() {
  if (glue) return glue;
  const directory = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = await WebAssembly.instantiate(readFileSync(path.join(directory, 'schema_engine_bg.wasm')), {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(module.instance.exports);
  module.instance.exports.__wbindgen_start?.();
  return (glue = bindings);
}

/**
 * @param {object} options
 * @param {() => pg.Pool} options.pool the database that the engine works on
 * @param {() => Promise<{ pool: pg.Pool, close(): Promise<void> }>} options.openShadow an empty database, thrown away afterwards
 * @param {[string, string][]} [options.datamodels] path and text of each schema file
 * @param {(line: string) => void} [options.onLog]
 */
export async function createSchemaEngine({ pool, openShadow, datamodels, onLog = () => undefined }) {
  mapInternalCharType();
  const bindings = await wasmGlue();
  class Factory extends PrismaPg {
    async connect() {
      return readyForEngine(await new PrismaPg(await pool()).connect());
    }
    async connectToShadowDb() {
      const shadow = await openShadow();
      const adapter = readyForEngine(await new PrismaPg(shadow.pool).connect());
      const dispose = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await dispose();
        await shadow.close();
      };
      return adapter;
    }
  }
  const factory = bindMigrationAwareSqlAdapterFactory(new Factory({}));
  const engine = await bindings.SchemaEngine.new({ datamodels }, onLog, factory);
  return { engine, errorOf: (error) => engineErrorMessage(error, factory) };
}

function readyForEngine(adapter) {
  // the adapter cuts a script at every semicolon, also inside comments and function bodies: send it as it is
  const pool = adapter.underlyingDriver();
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error) => adapter.onError(error));
  };
  return withCharColumns(adapter);
}

/** The text of an engine error; failures of the adapter are kept beside it, under a number. */
function engineErrorMessage(error, factory) {
  const cause = factory.errorRegistry?.consumeError?.(error?.id)?.error;
  return String(cause?.message ?? error?.message ?? error);
}

// The catalogue queries of the engine return columns of PostgreSQL's internal type "char" (oid 18), which the adapter cannot read.
// They are announced to it as character (1042) and declared as such in the answer.
const CHAR = 18;
const BPCHAR = 1042;
const charColumns = new Map();
let mapped = false;

function mapInternalCharType() {
  if (mapped) return;
  mapped = true;
  const original = pg.Query.prototype.handleRowDescription;
  pg.Query.prototype.handleRowDescription = function (message) {
    message.fields.forEach((field, index) => {
      if (field.dataTypeID !== CHAR) return;
      field.dataTypeID = BPCHAR;
      const columns = charColumns.get(this.text) ?? new Set();
      charColumns.set(this.text, columns.add(index));
    });
    return original.call(this, message);
  };
}

function withCharColumns(queryable) {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(query.sql) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  if (queryable.startTransaction) {
    const startTransaction = queryable.startTransaction.bind(queryable);
    queryable.startTransaction = async (...parameters) => withCharColumns(await startTransaction(...parameters));
  }
  return queryable;
}
