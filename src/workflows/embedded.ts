import type { CatalogueIndex } from '../core/database/catalogue';

/** A PostgreSQL of this process: empty at first, gone when it is closed. */
export interface Embedded {
  /** Runs a script as Prisma runs a migration: all of it or nothing. Rejects with PostgreSQL's own error. */
  readonly run: (sql: string) => Promise<void>;
  readonly readIndexes: () => Promise<readonly CatalogueIndex[]>;
  readonly close: () => Promise<void>;
}

/** Starts one in which these extensions can be created, as far as there are such. */
export type OpenEmbedded = (extensions: readonly string[]) => Promise<Embedded>;
