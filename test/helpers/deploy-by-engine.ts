import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  DriverAdapterError,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils';
import path from 'node:path';
import { DatabaseError, Pool } from 'pg';
import { instantiate } from './engine-wasm';

const schema = 'datasource db {\n  provider = "postgresql"\n}\n';

/** What `prisma migrate deploy` does, by Prisma's own schema engine in this process. Null, or what the engine says. */
export type DeployByEngine = (url: string, migrations: readonly string[]) => Promise<string | null>;

/** Loads the engine: some 100 ms, so once per suite. */
export async function loadDeploy(): Promise<DeployByEngine> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
  instantiate(glue, path.join(folder, 'schema_engine_bg.wasm'));
  return async (url, migrations) => {
    const adapters: SqlDriverAdapter[] = [];
    const connect = async (): Promise<SqlDriverAdapter> => {
      const adapter = await connectTo(url);
      adapters.push(adapter);
      return adapter;
    };
    const engine = await glue.SchemaEngine.new(
      { datamodels: [['schema.prisma', schema]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory({
        ...{ provider: 'postgres', adapterName: 'test', connect, connectToShadowDb: connect },
      }),
    );
    try {
      await engine.applyMigrations({
        migrationsList: {
          baseDir: 'migrations',
          lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
          shadowDbInitScript: '',
          migrationDirectories: migrations.map((value, at) => ({
            path: nameOf(at),
            migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } },
          })),
        },
        filters: { externalTables: [], externalEnums: [] },
      });
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      engine.free();
      for (const adapter of adapters) await adapter.dispose();
    }
  };
}

/** The names that the migrations get, in order. */
export function nameOf(position: number): string {
  return `${position + 1}_step`;
}

/** One connection from beginning to end, as the engine has it. */
async function connectTo(url: string): Promise<SqlDriverAdapter> {
  const pool = new Pool({ connectionString: url, max: 1 });
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  // The adapter's own way splits at each `;`, also in strings and in the bodies of functions.
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error: unknown) => {
      if (!(error instanceof DatabaseError)) throw error;
      const { message, code = '', severity = '', detail, column, hint } = error;
      throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
    });
  };
  return adapter;
}
