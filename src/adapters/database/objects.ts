import type { CatalogueObject } from '../../core/database/catalogue';
import { objectsQuery } from '../../core/database/object-queries';
import type { Database } from './database';

/** Reads constraints, triggers, policies and what else Prisma does not see, outside PostgreSQL's own schemas. */
export function readObjects(database: Database): Promise<CatalogueObject[]> {
  return database.read('reading constraints, triggers and policies', (transaction) =>
    transaction.$queryRawUnsafe<CatalogueObject[]>(objectsQuery),
  );
}
