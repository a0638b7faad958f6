import type { CatalogueIndex, CatalogueObject } from '../core/database/catalogue';
import type { SchemaSnapshot } from '../core/database/schema-snapshot';

/** A PostgreSQL of this process: empty at first, gone when it is closed. It has one session, whoever asks. */
export interface Embedded {
  /**
   * Runs a script as Prisma runs a migration: all of it or nothing, unless it has transactions of its own. Rejects with
   * ScriptRefused.
   */
  readonly run: (sql: string) => Promise<void>;
  /**
   * Names of the migrations that are finished by a table of Prisma's; none where there is no such table.
   *
   * @param table with its schema, quoted
   */
  readonly readFinished: (table: string) => Promise<readonly string[]>;
  readonly readIndexes: () => Promise<readonly CatalogueIndex[]>;
  readonly readObjects: () => Promise<readonly CatalogueObject[]>;
  /** @param ownSchema that of the connection for which it stands in */
  readonly readSnapshot: (ownSchema: string) => Promise<SchemaSnapshot>;
  /** Takes connections on the loopback interface until it is closed. The URL of `postgres`, the only database. */
  readonly serve: () => Promise<string>;
  /** Its schema as `pg_dump --schema-only` writes it, without owners and rights. */
  readonly dumpSchema: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** What PostgreSQL says of a script that it does not take. */
export interface ScriptRefused extends Error {
  /** How many statements it had run before; 0 also where it could not even read the script. */
  readonly completed: number;
  /** Where in the script it stumbled, in characters (not UTF-16 units) from 1, where it says so. */
  readonly position: number | undefined;
}

/** By its shape: what throws it may be in a bundle of its own. */
export function isScriptRefused(error: unknown): error is ScriptRefused {
  return error instanceof Error && 'completed' in error && typeof error.completed === 'number';
}

/** Starts one in which these extensions can be created, as far as there are such. */
export type OpenEmbedded = (extensions: readonly string[]) => Promise<Embedded>;
