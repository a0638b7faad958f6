import fs from 'node:fs';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';

/** What is used of the global that node has and its types lack. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, object>>,
  ) => { readonly exports: Readonly<Record<string, (() => void) | undefined>> };
};

/** Prisma's own schema engine, as far as it works without a database. */
export interface OfflineEngine {
  /** The SQL with which Prisma makes an empty PostgreSQL database into this schema. Rejects an invalid schema. */
  createScript(schema: string): Promise<string>;
}

/** Loads the engine's WebAssembly: some 100 ms, so once per suite. */
export async function loadEngine(): Promise<OfflineEngine> {
  // The package's entry imports the .wasm as a module, which node does not do by itself: so its glue is used.
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
  const module = new WebAssembly.Module(fs.readFileSync(path.join(folder, 'schema_engine_bg.wasm')));
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': { ...glue } });
  glue.__wbg_set_wasm(exports);
  exports['__wbindgen_start']?.();
  return { createScript: (schema) => createScript(glue.SchemaEngine, schema) };
}

async function createScript(engine: typeof SchemaEngine, schema: string): Promise<string> {
  const files = [{ path: 'schema.prisma', content: schema }];
  const instance = await engine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, noDatabase);
  try {
    const { stdout } = await instance.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    instance.free();
  }
}

const empty: SqlDriverAdapter = {
  provider: 'postgres',
  adapterName: 'none',
  queryRaw: () => Promise.resolve({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: () => Promise.resolve(0),
  executeScript: () => Promise.resolve(),
  startTransaction: () => Promise.reject(new Error('there is no database behind this engine')),
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: () => Promise.resolve(),
};

/** The engine asks for a connection even where it needs none. */
const noDatabase = bindMigrationAwareSqlAdapterFactory({
  provider: 'postgres',
  adapterName: 'none',
  connect: () => Promise.resolve(empty),
  connectToShadowDb: () => Promise.resolve(empty),
});
