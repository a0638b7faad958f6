import type { DatabaseUrl } from '../../core/environment/database-url';
import type { CatalogueReader, ChecksumFixer, SnapshotReader } from '../../workflows/database';
import { Database } from './database';
import { readExtensions, readUntrained } from './extensions';
import { fixChecksum, undoStatement } from './fix-checksum';
import { readIdentity } from './identity';
import { readIndexes } from './indexes';
import { readObjects } from './objects';
import { readContract, readPrisma8 } from './prisma8-records';
import { readRows } from './rows';
import { readShadowDatabases, type ShadowDatabase } from './shadow-databases';
import { readSnapshot } from './snapshot';
import { readRelationNames, readTableParts, readTables } from './tables';

/** What can be asked of one database, its one repair, and what ends it. */
export interface OpenDatabase extends CatalogueReader, ChecksumFixer, SnapshotReader {
  readonly url: DatabaseUrl;
  /** The contract of that hash, as Prisma 8 keeps it there. */
  readonly readContract: (hash: string) => Promise<string | undefined>;
  readonly readShadowDatabases: () => Promise<ShadowDatabase[]>;
  readonly close: () => Promise<void>;
}

/**
 * Nothing is connected until the first question.
 *
 * @param options.isLocal whether one person develops with it, where more is known than the host
 */
export function openDatabase(url: DatabaseUrl, { isLocal = url.isLoopback } = {}): OpenDatabase {
  const database = new Database(url);
  return {
    url,
    location: url.location,
    isLocal,
    schema: url.schema,
    readRows: () => readRows(database),
    readIndexes: () => readIndexes(database),
    readPrisma8: () => readPrisma8(database),
    readContract: (hash) => readContract(database, hash),
    readObjects: () => readObjects(database),
    readIdentity: () => readIdentity(database),
    fixChecksum: (change, statements) => fixChecksum(database, change, statements),
    undoStatement: (change) => undoStatement(url.schema, change),
    readTables: () => readTables(database),
    readTableParts: (table) => readTableParts(database, table),
    readExtensions: () => readExtensions(database),
    readUntrained: () => readUntrained(database),
    readSnapshot: () => readSnapshot(database),
    readRelationNames: () => readRelationNames(database),
    readShadowDatabases: () => readShadowDatabases(database),
    close: () => database.close(),
  };
}
