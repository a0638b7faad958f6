import { findDebianProgram } from './debian-program';
import type { PostgresServer } from './postgres-server';
import { onFreePort, startProcess } from './server-process';
import { openScratchFolder, removeFolder, writeSecret } from './unprivileged';

/** PgBouncer in transaction mode: each transaction may get another connection of the server. */
export interface PgBouncer {
  /** The database's URL through the pooler. */
  readonly through: (databaseUrl: string) => string;
  readonly stop: () => Promise<void>;
}

/** @returns the program, or why there is none */
export function findPgBouncer(): ReturnType<typeof findDebianProgram> {
  return findDebianProgram('pgbouncer');
}

/** Starts it before a server, for each of its databases and roles. */
export async function startPgBouncer(program: string, server: PostgresServer): Promise<PgBouncer> {
  const folder = openScratchFolder('pgbouncer-');
  try {
    return await startIn(folder, program, server);
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
}

async function startIn(folder: string, program: string, server: PostgresServer): Promise<PgBouncer> {
  const users = writeSecret(folder, 'users.txt', `"postgres" "${server.adminPassword}"\n`);
  const [port, running] = await onFreePort(async (free) => {
    const settings = {
      listen_addr: '127.0.0.1',
      listen_port: free,
      unix_socket_dir: '',
      pool_mode: 'transaction',
      auth_type: 'scram-sha-256',
      auth_file: users,
      auth_user: 'postgres', // Looks up the passwords of the others.
      server_tls_sslmode: 'prefer',
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
    const file = writeSecret(
      folder,
      'pgbouncer.ini',
      `[databases]\n* = host=127.0.0.1 port=${server.port}\n\n[pgbouncer]\n${lines.join('\n')}\n`,
    );
    return [free, await startProcess({ program, args: [file], ready: 'process up', folder })] as const;
  });
  return {
    through: (databaseUrl) => {
      const url = new URL(databaseUrl);
      url.port = String(port);
      return url.href;
    },
    stop: async () => {
      await running.end('SIGTERM');
      removeFolder(folder);
    },
  };
}
