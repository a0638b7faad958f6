import type { DatabaseUrl } from '../core/environment/database-url';
import type { CatalogueReader } from '../workflows/database';
import { Database } from './database';
import { readExtensions, readUntrained } from './extensions';
import { readIndexes } from './indexes';
import { readRows } from './rows';
import { readRelationNames, readTableParts, readTables } from './tables';

/** A reader of one database, and what ends it. */
export interface OpenDatabase extends CatalogueReader {
  readonly close: () => Promise<void>;
}

/** Nothing is connected until the first question. */
export function openDatabase(url: DatabaseUrl): OpenDatabase {
  const database = new Database(url);
  return {
    place: url.place,
    schema: url.schema,
    readRows: () => readRows(database),
    readIndexes: () => readIndexes(database),
    readTables: () => readTables(database),
    readTableParts: (table) => readTableParts(database, table),
    readExtensions: () => readExtensions(database),
    readUntrained: () => readUntrained(database),
    readRelationNames: () => readRelationNames(database),
    close: () => database.close(),
  };
}
