import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { instantiate } from './engine-wasm';

/** Prisma's own schema engine, as far as it works without a database. */
export interface OfflineEngine {
  /** The SQL with which Prisma makes an empty PostgreSQL database into this schema. Rejects an invalid schema. */
  createScript(schema: string): Promise<string>;
}

/** Loads the engine's WebAssembly: some 100 ms, so once per suite. */
export async function loadEngine(): Promise<OfflineEngine> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
  instantiate(glue, path.join(folder, 'schema_engine_bg.wasm'));
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
