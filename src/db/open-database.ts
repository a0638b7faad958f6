import type { DatabaseUrl } from '../core/environment/database-url';
import type { ChecksumFixer, DatabaseReader } from '../workflows/database';
import { Database } from './database';
import { fixChecksum, undoStatement } from './fix-checksum';
import { readIdentity } from './identity';
import { readIndexes } from './indexes';
import { readRows } from './rows';

/** What can be asked of one database, its one repair, and what ends it. */
export interface OpenDatabase extends DatabaseReader, ChecksumFixer {
  readonly url: DatabaseUrl;
  readonly close: () => Promise<void>;
}

/** Nothing is connected until the first question. */
export function openDatabase(url: DatabaseUrl): OpenDatabase {
  const database = new Database(url);
  return {
    url,
    place: url.place,
    readRows: () => readRows(database),
    readIndexes: () => readIndexes(database),
    readIdentity: () => readIdentity(database),
    fixChecksum: (change) => fixChecksum(database, change),
    undoStatement: (change) => undoStatement(url.schema, change),
    close: () => database.close(),
  };
}
