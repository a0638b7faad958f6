import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { PoolConfig } from 'pg';
import type { DatabaseUrl } from '../../core/environment/database-url';
import { HumanError } from '../../core/human-error';

/** Milliseconds to wait for a server that says nothing, unless the URL's `connect_timeout` says otherwise. */
const usualTimeoutMs = 10_000;

/** Questions wait for each other, and a pooler has few connections to give. */
const connections = 1;

/**
 * How to connect. Nothing is sent at the start but user and database: transaction-mode poolers refuse or forget the rest.
 *
 * @param tls undefined as the URL says; false after a server refused TLS that was only preferred
 * @throws HumanError for a certificate that cannot be read
 */
export function connectionTo(url: DatabaseUrl, tls = tlsOf(url)): PoolConfig {
  const password = url.revealPassword();
  return {
    host: url.host,
    port: url.port,
    database: url.database,
    ...(url.user !== '' && { user: url.user }),
    // Without one, pg would look for it in the environment and in files.
    password: password ?? '',
    ssl: tls,
    max: connections,
    connectionTimeoutMillis: timeoutMsOf(url),
    idleTimeoutMillis: 5000,
    keepAlive: true,
  };
}

/** Whether the URL leaves it to the server to speak TLS or not, as it does where it says nothing. */
export function onlyPrefersTls(url: DatabaseUrl): boolean {
  const mode = url.parameter('sslmode') ?? 'prefer';
  return mode === 'prefer' || mode === 'allow';
}

function tlsOf(url: DatabaseUrl): ConnectionOptions | false {
  const mode = url.parameter('sslmode') ?? 'prefer';
  // Nothing listens on the way to a socket.
  if (mode === 'disable' || url.host.startsWith('/')) return false;
  const file = url.parameter('sslrootcert') ?? url.parameter('sslcert');
  const authority = file !== undefined && file !== 'system' ? { ca: readCertificate(file) } : {};
  const strict = mode === 'verify-full' || url.parameter('sslaccept') === 'strict' || file === 'system';
  if (strict) return { ...authority, rejectUnauthorized: true };
  if (mode === 'verify-ca' || (mode === 'require' && file !== undefined)) {
    return { ...authority, rejectUnauthorized: true, checkServerIdentity: () => undefined };
  }
  return { ...authority, rejectUnauthorized: false };
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new HumanError(`The certificate ${file}, which the database URL names, cannot be read.`, {
      cause: error,
    });
  }
}

/** In milliseconds; the parameter is in seconds, and 0 means for ever, which nobody wants here. */
export function timeoutMsOf(url: DatabaseUrl): number {
  return secondsOf(url, 'connect_timeout') ?? usualTimeoutMs;
}

/** How long to wait for the answer to a question, in milliseconds, where the URL says it, as it may for Prisma. */
export function answerTimeoutMsOf(url: DatabaseUrl): number | undefined {
  return secondsOf(url, 'socket_timeout');
}

function secondsOf(url: DatabaseUrl, parameter: string): number | undefined {
  const seconds = Number(url.parameter(parameter));
  return seconds > 0 ? seconds * 1000 : undefined;
}
