import type { SchemaObject, SchemaSnapshot } from '../../core/database/schema-snapshot';
import { qualifyEverything, serverVersionQuery, snapshotQuery } from '../../core/database/snapshot-queries';
import type { Database } from './database';

/** Reads a picture of everything outside PostgreSQL's own schemas. */
export function readSnapshot(database: Database): Promise<SchemaSnapshot> {
  return database.read('reading the schema', async (transaction) => {
    await transaction.$queryRawUnsafe(qualifyEverything);
    const [server] = await transaction.$queryRawUnsafe<{ version: number }[]>(serverVersionQuery);
    return {
      serverVersion: server?.version ?? 0,
      ownSchema: database.url.schema,
      objects: await transaction.$queryRawUnsafe<SchemaObject[]>(snapshotQuery),
    };
  });
}
