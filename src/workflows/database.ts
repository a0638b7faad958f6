import type { CatalogueIndex, CatalogueObject } from '../core/database/catalogue';
import type { MigrationRow } from '../core/database/migration-row';
import type { SchemaSnapshot } from '../core/database/schema-snapshot';
import type { Prisma8Records } from '../core/prisma8/ledger';
import type { DatabaseIdentity } from '../core/environment/identity';
import type { CatalogueExtension, CatalogueTable, RelationName, TableParts } from '../core/database/tables';

/** What a workflow asks of a database. Every question is read-only, and each throws HumanError where there is no answer. */
export interface DatabaseReader {
  /** Where it is, as a person knows it: `localhost:5432/app`. */
  readonly location: string;
  /** Whether one person develops with it. */
  readonly isLocal: boolean;
  /** The connection's own schema, in which names without one are. */
  readonly schema: string;
  /** Oldest first; undefined where there is no `_prisma_migrations`, because nothing has been applied yet. */
  readonly readRows: () => Promise<readonly MigrationRow[] | undefined>;
  /** Every index outside PostgreSQL's own schemas. */
  readonly readIndexes: () => Promise<readonly CatalogueIndex[]>;
  /** Constraints, triggers, policies and what else Prisma does not see. */
  readonly readObjects: () => Promise<readonly CatalogueObject[]>;
}

/** What is asked of a database where the project may be one of Prisma 8. */
export interface Prisma8Reader extends DatabaseReader {
  /** Undefined where Prisma 8 has changed nothing yet. */
  readonly readPrisma8: () => Promise<Prisma8Records | undefined>;
}

/** The one change that is ever made to `_prisma_migrations`. */
export interface ChecksumChange {
  /** As it was read: the change is made only if the row still has this checksum, is finished and not rolled back. */
  readonly row: MigrationRow;
  /** The new checksum. */
  readonly checksum: string;
}

/** What repairs a drifted migration. Both throw HumanError where there is no answer. */
export interface ChecksumFixer {
  readonly readIdentity: () => Promise<DatabaseIdentity>;
  /**
   * Under Prisma's own lock. False where the row is no longer as it was read: then nothing was changed.
   *
   * @param statements that make indexes, in the same transaction: all or nothing
   */
  readonly fixChecksum: (change: ChecksumChange, statements?: readonly string[]) => Promise<boolean>;
  /** The statement that takes a made change back. */
  readonly undoStatement: (change: ChecksumChange) => string;
}

/** What is asked of a database by whoever wants to know more of it than how a project stands there. */
export interface CatalogueReader extends Prisma8Reader {
  /** Every table and materialized view outside PostgreSQL's own schemas. */
  readonly readTables: () => Promise<readonly CatalogueTable[]>;
  readonly readTableParts: (table: Pick<CatalogueTable, 'schema' | 'name'>) => Promise<TableParts>;
  readonly readExtensions: () => Promise<readonly CatalogueExtension[]>;
  /** The ivfflat indexes that were built together with their table, before there were rows, and not since. */
  readonly readUntrained: () => Promise<readonly Pick<CatalogueIndex, 'schema' | 'name'>[]>;
  /** The name of everything that an index could share its name with. */
  readonly readRelationNames: () => Promise<readonly RelationName[]>;
}

/** What is asked of a database whose schema is compared as a whole. */
export interface SnapshotReader extends DatabaseReader {
  readonly readSnapshot: () => Promise<SchemaSnapshot>;
}
