import type { DatabaseUrl } from '../core/environment/database-url';
import type { DatabaseReader } from '../workflows/database';
import { Database } from './database';
import { readIndexes } from './indexes';
import { readRows } from './rows';

/** A reader of one database, and what ends it. */
export interface OpenDatabase extends DatabaseReader {
  readonly close: () => Promise<void>;
}

/** Nothing is connected until the first question. */
export function openDatabase(url: DatabaseUrl): OpenDatabase {
  const database = new Database(url);
  return {
    place: url.place,
    readRows: () => readRows(database),
    readIndexes: () => readIndexes(database),
    close: () => database.close(),
  };
}
