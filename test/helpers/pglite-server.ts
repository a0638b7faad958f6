import type { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { openPglite } from './open-pglite';

/** An embedded PostgreSQL with pgvector and pg_trgm that takes connections. */
export interface PgliteServer {
  readonly url: string;
  /** The same database within the process. */
  readonly db: PGlite;
  /** Drops everything. */
  readonly clear: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts one on 127.0.0.1: a second. It is one database and one session, whatever the URL says and however many
 * connect: locks, permissions, settings and a second database are not to be tested on it. It takes any password.
 */
export async function startPglite(): Promise<PgliteServer> {
  const db = await openPglite({ vector, pg_trgm });
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 100 });
  await server.start();
  return {
    url: `postgresql://postgres:postgres@${server.getServerConn()}/postgres`,
    db,
    clear: async () => {
      const { rows } = await db.query<{ name: string }>(
        `SELECT quote_ident(nspname) AS name FROM pg_namespace
         WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
      );
      const drops = rows.map(({ name }) => `DROP SCHEMA ${name} CASCADE;`);
      await db.exec(`RESET ALL; ${drops.join(' ')} CREATE SCHEMA public;`);
    },
    stop: async () => {
      await server.stop();
      await db.close();
    },
  };
}
