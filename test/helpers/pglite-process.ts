// A program of its own, which startPglite forks: it serves an embedded PostgreSQL until whoever forked it is gone.
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { openPglite } from './open-pglite';

async function main(): Promise<void> {
  const db = await openPglite({ vector, pg_trgm });
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 100 });
  await server.start();
  process.once('disconnect', () => process.exit());
  process.send?.(`postgresql://postgres:postgres@${server.getServerConn()}/postgres`);
}

void main();
