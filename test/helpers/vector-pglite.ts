import { vector } from '@electric-sql/pglite-pgvector';
import { openPglite } from './open-pglite';

/** An embedded PostgreSQL in which pgvector can be created. */
export async function vectorPglite() {
  return await openPglite({ vector });
}
