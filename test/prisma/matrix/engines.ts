import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { bloom } from '@electric-sql/pglite/contrib/bloom';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { DiffParams, DiffResult } from '@prisma/schema-engine-wasm';
import { instantiate } from '../../helpers/engine-wasm';
import { openPglite } from '../../helpers/open-pglite';
import { adapterFor } from './pglite-adapter';

/** Where a panicking engine leaves its last words. */
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message: (message: string) => {
      throw new Error(message);
    },
  },
});

/** What is used of an engine's package; each version has a class of its own. */
interface Glue {
  __wbg_set_wasm(exports: object): void;
  readonly SchemaEngine: {
    readonly new: (
      options: { datamodels: [string, string][] },
      log: () => void,
      adapter: object,
    ) => Promise<Engine>;
  };
}

interface Engine {
  diff(params: DiffParams): Promise<DiffResult>;
  free(): void;
}

/** The versions of Prisma whose engines are installed, each with the npm package that holds it as WebAssembly. */
const packages = {
  '6.19.3': ['schema-engine-6-19', () => import('schema-engine-6-19/schema_engine_bg')],
  '7.3.0': ['schema-engine-7-3', () => import('schema-engine-7-3/schema_engine_bg')],
  '7.4.2': ['schema-engine-7-4', () => import('schema-engine-7-4/schema_engine_bg')],
  '7.5.0': ['schema-engine-7-5', () => import('schema-engine-7-5/schema_engine_bg')],
  '7.10.0': ['@prisma/schema-engine-wasm', () => import('@prisma/schema-engine-wasm/schema_engine_bg')],
} as const satisfies Readonly<Record<string, readonly [string, () => Promise<Glue>]>>;

export type Version = keyof typeof packages;

/** What `migrate dev` is run with. */
interface Project {
  /** The history, as the SQL of its only migration. */
  readonly migration: string;
  /** The models of schema.prisma. */
  readonly models: string;
}

/** Prisma Migrate of one version. */
export interface Migrate {
  /**
   * The SQL of the next migration: what brings a database with the history to the schema. Empty where they agree.
   *
   * @throws what the engine says of an invalid schema, or PostgreSQL of the migration
   */
  next(project: Project): Promise<string>;
  /** The SQL that makes an empty database into the schema. */
  create(models: string): Promise<string>;
}

/** The databases that an engine works with. PGlite knows one each, so the shadow needs an instance of its own. */
export interface Databases {
  readonly main: PGlite;
  /** Where the engine replays the history. */
  readonly shadow: PGlite;
}

/** Starts both: a second, so once for all engines. */
export async function openDatabases(): Promise<Databases> {
  const [main, shadow] = await Promise.all([
    openPglite({ vector }),
    openPglite({ vector, pg_trgm, btree_gist, bloom }),
  ]);
  return { main, shadow };
}

/** Drops whatever an earlier use left behind, or an error kept from being cleared away. */
export async function clear(database: PGlite): Promise<void> {
  await database.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public;');
}

const loaded = new Map<Version, Promise<Glue>>();

/** An engine has a global state, so it is loaded once. */
function load(version: Version): Promise<Glue> {
  const loading = loaded.get(version) ?? loadOnce(version);
  loaded.set(version, loading);
  return loading;
}

async function loadOnce(version: Version): Promise<Glue> {
  const [name, loadGlue] = packages[version];
  const glue = await loadGlue();
  instantiate(glue, path.join(path.dirname(require.resolve(name)), 'schema_engine_bg.wasm'));
  return glue;
}

function schemaOf(models: string, version: Version, previewFeatures: readonly string[]): string {
  // 7 takes no URL in the schema, and 6 none from anywhere else.
  const url = version.startsWith('6') ? '  url = "postgresql://localhost/never"\n' : '';
  return `generator client {
  provider = "prisma-client"
  previewFeatures = ${JSON.stringify(previewFeatures)}
}

datasource db {
  provider = "postgresql"
${url}}

${models}`;
}

/** Loads one version's engine, which compares what the shadow database holds with the schema. */
export async function openMigrate(
  version: Version,
  previewFeatures: readonly string[],
  { main, shadow }: Databases,
): Promise<Migrate> {
  const { SchemaEngine } = await load(version);
  const adapters = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: 'pglite',
    connect: () => Promise.resolve(adapterFor(main)),
    connectToShadowDb: async () => {
      await clear(shadow);
      return adapterFor(shadow);
    },
  });
  const diff = async (from: DiffParams['from'], models: string): Promise<string> => {
    const content = schemaOf(models, version, previewFeatures);
    const engine = await SchemaEngine.new(
      { datamodels: [['schema.prisma', content]] },
      () => undefined,
      adapters,
    );
    try {
      const { exitCode, stdout } = await engine.diff({
        from,
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      });
      return exitCode === 0 ? '' : (stdout ?? '');
    } finally {
      engine.free();
    }
  };
  return {
    next: ({ migration, models }) => diff(historyOf(migration), models),
    create: (models) => diff({ tag: 'empty' }, models),
  };
}

function historyOf(migration: string): DiffParams['from'] {
  return {
    tag: 'migrations',
    baseDir: 'migrations',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: [
      {
        path: '20260101000000_by_hand',
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: migration } },
      },
    ],
  };
}
