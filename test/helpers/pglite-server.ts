import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { runSql } from './sql';

/** An embedded PostgreSQL with pgvector and pg_trgm that takes connections. */
export interface PgliteServer {
  readonly url: string;
  /** Drops everything. */
  readonly clear: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts one on 127.0.0.1, in a process of its own: a process takes long to start others once it has this much memory. It
 * is one database and one session, whatever the URL says and however many connect: locks, permissions, settings and a
 * second database are not to be tested on it. It takes any password.
 */
export async function startPglite(): Promise<PgliteServer> {
  const child = fork(path.join(__dirname, 'pglite-process.js'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const url = await Promise.race([
    once(child, 'message').then(([message]) => String(message)),
    gone.then(() => Promise.reject(new Error('The embedded PostgreSQL did not start.'))),
  ]);
  return {
    url,
    clear: async () => {
      const schemas = await runSql<{ name: string }>(
        url,
        `SELECT quote_ident(nspname) AS name FROM pg_namespace
         WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
      );
      const drops = schemas.map(({ name }) => `DROP SCHEMA ${name} CASCADE;`);
      await runSql(url, `ROLLBACK; RESET ALL; ${drops.join(' ')} CREATE SCHEMA public;`);
    },
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
