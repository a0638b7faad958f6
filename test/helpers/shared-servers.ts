import { startPglite, type PgliteServer } from './pglite-server';
import { startServer, type PostgresServer } from './postgres-server';

// Servers take seconds to start. One of each serves all tests of a process that ask for it; none is started otherwise.

let server: Promise<PostgresServer> | undefined;
let pglite: Promise<PgliteServer> | undefined;

/** The PostgreSQL of this process. Make a database of your own on it, and leave it running. */
export function sharedServer(): Promise<PostgresServer> {
  server ??= startServer();
  return server;
}

/** The PGlite of this process, which is one database: `clear` it before you use it. */
export function sharedPglite(): Promise<PgliteServer> {
  pglite ??= startPglite();
  return pglite;
}

// Of the root suite, because this file is loaded with the files of tests: runs after all of them, also when some failed.
after(async () => {
  const [one, other] = await Promise.allSettled([server, pglite]);
  if (one.status === 'fulfilled') await one.value?.stop();
  if (other.status === 'fulfilled') await other.value?.stop();
});
