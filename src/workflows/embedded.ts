import type { CatalogueIndex } from '../core/database/catalogue';

/** A PostgreSQL of this process: empty at first, gone when it is closed. It has one session, whoever asks. */
export interface Embedded {
  /** Runs a script as Prisma runs a migration: all of it or nothing. Rejects with PostgreSQL's own error. */
  readonly run: (sql: string) => Promise<void>;
  readonly readIndexes: () => Promise<readonly CatalogueIndex[]>;
  /** Takes connections on the loopback interface until it is closed. The URL of `postgres`, the only database. */
  readonly serve: () => Promise<string>;
  /** Its schema as `pg_dump --schema-only` writes it. */
  readonly dumpSchema: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Starts one in which these extensions can be created, as far as there are such. */
export type OpenEmbedded = (extensions: readonly string[]) => Promise<Embedded>;
