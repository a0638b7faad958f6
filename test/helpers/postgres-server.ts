import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { makeCertificate } from './certificate';
import { findBinaries, majorVersion, type PostgresBinaries } from './postgres-binaries';
import { onFreePort, startProcess, type ServerProcess } from './server-process';
import { runSql } from './sql';
import { openScratchFolder, removeFolder, unprivileged, writeSecret } from './unprivileged';

export interface ServerOptions {
  /** Without it the server knows no TLS; `required` refuses connections without. */
  readonly tls?: 'offered' | 'required';
  /** Settings as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Someone who can log in. */
export interface Role {
  readonly name: string;
  readonly password: string;
  /** The same database as this role. */
  readonly at: (databaseUrl: string) => string;
}

/** A real PostgreSQL on 127.0.0.1. Passwords are made up for each server, so that a test can look for them. */
export interface PostgresServer {
  readonly port: number;
  /** The database `postgres` as superuser. */
  readonly adminUrl: string;
  readonly adminPassword: string;
  /** The folder of its Unix socket, on which it asks for no password. */
  readonly socketFolder: string;
  /** What to trust to accept its TLS, as PEM; undefined without TLS. */
  readonly certificate: string | undefined;
  /** Makes an empty database and returns its URL as superuser. Without a name each has its own. */
  readonly createDatabase: (name?: string) => Promise<string>;
  /** Makes a role with a password. `attributes` are those of CREATE ROLE, such as `LOGIN CONNECTION LIMIT 1`. */
  readonly createRole: (attributes?: string) => Promise<Role>;
  /** From now on new connections are taken but never answered; open ones go on. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends every connection at once and takes no more until `restart`, which keeps the data and the port. */
  readonly crash: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Ends the server and removes its data. */
  readonly stop: () => Promise<void>;
}

/** The database's URL with another user. */
export function withCredentials(databaseUrl: string, name: string, password: string): string {
  const url = new URL(databaseUrl);
  url.username = name;
  url.password = password;
  return url.href;
}

/** What makes it fast and its data worthless after a power cut. */
const forTests = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '50',
  shared_buffers: '16MB',
};

/** Makes a server with data of its own: some two seconds. Use `sharedServer` where one per process is enough. */
export async function startServer(options: ServerOptions = {}): Promise<PostgresServer> {
  const folder = openScratchFolder('postgres-');
  try {
    return await startIn(folder, options);
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
}

async function startIn(folder: string, { tls, settings }: ServerOptions): Promise<PostgresServer> {
  const binaries = findBinaries(folder);
  const data = path.join(folder, 'data');
  const adminPassword = `secret-${randomBytes(9).toString('hex')}`;
  createData(binaries, data, adminPassword, folder);
  const encryption = tls && makeCertificate();
  const tlsSettings = encryption && {
    ssl: 'on',
    ssl_cert_file: writeSecret(folder, 'server.crt', encryption.certificate),
    ssl_key_file: writeSecret(folder, 'server.key', encryption.key),
  };
  const access = [
    'local all all trust',
    `${tls === 'required' ? 'hostssl' : 'host'} all all 127.0.0.1/32 scram-sha-256`,
  ];
  const all = {
    ...forTests,
    ...tlsSettings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    hba_file: writeSecret(folder, 'access.conf', `${access.join('\n')}\n`),
    ...settings,
  };
  const start = (port: number): Promise<ServerProcess> =>
    startProcess({
      program: binaries.postgres,
      args: [
        '-D',
        data,
        '-p',
        String(port),
        ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      env: { LC_ALL: 'C' },
      ready: 'ready to accept connections',
      folder,
    });
  const [port, first] = await onFreePort(async (free) => [free, await start(free)] as const);
  return serverAt({ folder, port, adminPassword, certificate: encryption?.certificate, first, start });
}

function createData(binaries: PostgresBinaries, data: string, password: string, folder: string): void {
  const passwordFile = writeSecret(folder, 'password', password);
  execFileSync(
    binaries.initdb,
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...localeOf(binaries),
      '--no-sync',
      '--no-instructions',
    ],
    { ...unprivileged(), stdio: 'pipe', env: { ...process.env, LC_ALL: 'C' } },
  );
  fs.rmSync(passwordFile);
}

/** The one that is the same on every machine; before version 17 it comes from the system's library. */
function localeOf(binaries: PostgresBinaries): string[] {
  return majorVersion(binaries) < 17
    ? ['--locale=C.UTF-8']
    : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}

interface Running {
  readonly folder: string;
  readonly port: number;
  readonly adminPassword: string;
  readonly certificate: string | undefined;
  readonly first: ServerProcess;
  readonly start: (port: number) => Promise<ServerProcess>;
}

function serverAt({ folder, port, adminPassword, certificate, first, start }: Running): PostgresServer {
  let running: ServerProcess | undefined = first;
  let made = 0;
  const adminUrl = `postgresql://postgres:${adminPassword}@127.0.0.1:${port}/postgres`;
  // Through the socket, where a server that requires TLS asks for none.
  const socketUrl = `postgresql://postgres@/postgres?host=${encodeURIComponent(folder)}&port=${port}`;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = running;
    running = undefined;
    await ending?.end(signal);
  };
  return {
    port,
    adminUrl,
    adminPassword,
    socketFolder: folder,
    certificate,
    createDatabase: async (name = `test_${++made}`) => {
      await runSql(socketUrl, `CREATE DATABASE "${name}"`);
      const url = new URL(adminUrl);
      url.pathname = `/${name}`;
      return url.href;
    },
    createRole: async (attributes = 'LOGIN') => {
      const name = `role_${++made}`;
      const password = `secret-${randomBytes(9).toString('hex')}`;
      await runSql(socketUrl, `CREATE ROLE ${name} ${attributes} PASSWORD '${password}'`);
      return { name, password, at: (databaseUrl) => withCredentials(databaseUrl, name, password) };
    },
    pause: () => running?.signal('SIGSTOP'),
    resume: () => running?.signal('SIGCONT'),
    crash: () => end('SIGQUIT'),
    restart: async () => {
      await end('SIGINT');
      running = await start(port);
    },
    stop: async () => {
      await end('SIGINT');
      removeFolder(folder);
    },
  };
}
