import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { PostgresServer } from './postgres-server';
import { onFreePort, startProcess } from './server-process';
import { openScratchFolder, removeFolder, writeSecret } from './unprivileged';

/** PgBouncer in transaction mode: each transaction may get another connection of the server. */
export interface PgBouncer {
  /** The database's URL through the pooler. */
  readonly through: (databaseUrl: string) => string;
  readonly stop: () => Promise<void>;
}

function onThisMachine(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin'];
  return folders.map((folder) => path.join(folder, 'pgbouncer')).find((file) => fs.existsSync(file));
}

/**
 * Finds PgBouncer, or installs Debian's package where that is possible without asking anyone.
 *
 * @returns the program, or why there is none
 */
export function findPgBouncer(): { readonly program: string } | { readonly missing: string } {
  const found = onThisMachine();
  if (found) return { program: found };
  if (process.getuid?.() !== 0) return { missing: 'no pgbouncer is installed, and installing it needs root' };
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'pipe' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'pgbouncer'], {
      env,
      stdio: 'pipe',
    });
  } catch (error) {
    return { missing: `apt-get could not install pgbouncer: ${String(error)}` };
  }
  const installed = onThisMachine();
  return installed ? { program: installed } : { missing: 'apt-get installed no pgbouncer' };
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
