import type { DatabaseUrl } from '../../core/environment/database-url';
import { masksOf } from '../../core/environment/masks';
import { HumanError, isHumanError } from '../../core/human-error';

/** A database could not be asked. Its kind tells an editor what to offer. */
class DatabaseError extends HumanError {
  constructor(
    readonly kind: DatabaseFailure,
    message: string,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

export type DatabaseFailure =
  | 'unreachable'
  | 'no-answer'
  | 'interrupted'
  | 'wrong-password'
  | 'no-database'
  | 'no-permission'
  | 'tls'
  | 'busy'
  | 'timed-out'
  | 'other';

/** What the server or the network said, wherever the layers above have put it. */
interface ErrorReport {
  /** PostgreSQL's SQLSTATE, or node's name for a network error; empty where there is none. */
  readonly code: string;
  readonly message: string;
}

/**
 * Puts what went wrong into one sentence that says what to do.
 *
 * @param doing what was tried, to be read behind "while": `reading _prisma_migrations`
 */
export function databaseError(error: unknown, url: DatabaseUrl, doing: string): HumanError {
  if (isHumanError(error)) return error;
  const report = reportOf(error);
  const [kind, message] = explain(report, url, doing);
  return new DatabaseError(kind, mask(message, url), error);
}

/** Whether somebody else holds a lock, or all connections. */
export function isBusy(error: unknown): boolean {
  return error instanceof DatabaseError && error.kind === 'busy';
}

/** What went wrong as PostgreSQL or the network calls it: `28P01`, `ECONNREFUSED`; for logs. */
export function errorCode(error: unknown): string {
  return reportOf(error).code || 'no code';
}

/** Whether the server speaks no TLS. */
export function refusesTls(error: unknown): boolean {
  return /does not support SSL|no TLS|SSL is not enabled/i.test(reportOf(error).message);
}

function explain({ code, message }: ErrorReport, url: DatabaseUrl, doing: string): [DatabaseFailure, string] {
  const { location } = url;
  switch (code) {
    case 'ECONNREFUSED':
      return ['unreachable', `Nothing answers at ${location}. Start the database, or correct its URL.`];
    case 'ENOENT':
      return [
        'unreachable',
        `There is no server behind the socket in ${url.host}. Start it, or correct the URL.`,
      ];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [
        'unreachable',
        `The host ${url.host} is not known. Correct the database URL, or check the network.`,
      ];
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return ['no-answer', `${location} does not answer. Check the network, the firewall or the VPN.`];
    case '28P01':
    case '28000':
      return /no pg_hba\.conf entry|SSL|encryption/i.test(message) && !/password/i.test(message)
        ? [
            'tls',
            `${location} refuses the user ${url.user} this way: ${message}. Try sslmode=require in the URL.`,
          ]
        : [
            'wrong-password',
            `${location} refuses the user ${url.user} or the password. Correct the database URL.`,
          ];
    case '3D000':
      return ['no-database', `${location} has no such database: create ${url.database}, or correct the URL.`];
    case '42501':
      return [
        'no-permission',
        `The user ${url.user} is not allowed to do this at ${location} while ${doing}: ${message}. Grant it the right, or use another user.`,
      ];
    case '25006':
      return [
        'no-permission',
        `${location} accepts no changes: it is a replica, or read-only by default. Use the server that accepts them.`,
      ];
    case '55P03':
      return [
        'busy',
        `Somebody else holds a lock at ${location} while ${doing}: most likely prisma migrate is running. Try again when it has finished.`,
      ];
    case '53300':
      return ['busy', `${location} has no connections left. Close some, or try again later.`];
    case '57014':
    case '25P03':
    case 'P2028':
      return ['timed-out', `${location} took too long while ${doing}. Try again when it is less busy.`];
    case 'ANSWER_TOO_LATE':
      return [
        'no-answer',
        `${location} stopped answering while ${doing}. Check the server, the network or the pooler in between, and try again.`,
      ];
    case 'ANSWER_TOO_LONG':
      return [
        'other',
        `${location} does not stop answering while ${doing}. Is there a PostgreSQL server at that address?`,
      ];
    case '57P01':
    case '57P02':
    case 'ECONNRESET':
    case 'EPIPE':
      return ['interrupted', `${location} closed the connection while ${doing}. Try again.`];
    case '57P03':
      return ['unreachable', `${location} is starting up or shutting down. Try again in a moment.`];
  }
  if (/timeout|timed out/i.test(message)) {
    return ['no-answer', `${location} does not answer. Check the network, the firewall or the VPN.`];
  }
  if (/certificate|self.signed|SSL|TLS/i.test(message)) {
    return [
      'tls',
      `A secure connection to ${location} failed: ${message}. Check sslmode and the certificate in the URL.`,
    ];
  }
  if (
    /terminated unexpectedly|connection (was )?closed|Client was closed|Connection terminated/i.test(message)
  ) {
    return ['interrupted', `${location} closed the connection while ${doing}. Try again.`];
  }
  return ['other', `${location} failed while ${doing}: ${message || 'no reason was given'}`];
}

function reportOf(error: unknown): ErrorReport {
  const layers = [...layersOf(error)];
  const code =
    layers.map((layer) => text(layer, 'originalCode') ?? text(layer, 'code')).find(isTelling) ?? '';
  const original = layers
    .map((layer) => text(layer, 'originalMessage') ?? text(layer, 'reason'))
    .find((one) => one !== undefined);
  const message = original ?? layers.map((layer) => text(layer, 'message')).findLast((one) => one) ?? '';
  // The driver ends a connection itself when it has waited long enough.
  const waited = layers.some((layer) =>
    /connection timeout|timeout exceeded/i.test(text(layer, 'message') ?? ''),
  );
  return { code: waited ? 'ETIMEDOUT' : code || ofKind(layers), message: lastLine(message) };
}

/** Prisma's own numbers say little; only the ones that `explain` knows are taken. */
function isTelling(code: string | undefined): boolean {
  return code !== undefined && (code === 'P2028' || !/^P\d{4}$/.test(code));
}

/** Where the adapter keeps no code, it names what it took the error for. */
const codesOfKinds: ReadonlyMap<string, string> = new Map([
  ['DatabaseNotReachable', 'ECONNREFUSED'],
  ['AuthenticationFailed', '28P01'],
  ['DatabaseDoesNotExist', '3D000'],
  ['DatabaseAccessDenied', '28P01'],
  ['TooManyConnections', '53300'],
  ['ConnectionClosed', 'ECONNRESET'],
  ['SocketTimeout', 'ETIMEDOUT'],
]);

function ofKind(layers: readonly object[]): string {
  return (
    layers.map((layer) => codesOfKinds.get(text(layer, 'kind') ?? '')).find((code) => code !== undefined) ??
    ''
  );
}

function* layersOf(error: unknown, depth = 0): Generator<object> {
  if (typeof error !== 'object' || error === null || depth > 6) return;
  yield error;
  for (const key of ['cause', 'meta', 'driverAdapterError', 'errors']) {
    const inner: unknown = Reflect.get(error, key);
    if (Array.isArray(inner)) for (const one of inner) yield* layersOf(one, depth + 1);
    else yield* layersOf(inner, depth + 1);
  }
}

function text(layer: object, key: string): string | undefined {
  const value: unknown = Reflect.get(layer, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Prisma puts its own call before what the server said. */
function lastLine(message: string): string {
  const line = message.trim().split('\n').at(-1) ?? '';
  return line.trim().replace(/\.$/, '');
}

function mask(message: string, url: DatabaseUrl): string {
  return masksOf(url).reduce((text, secret) => text.replaceAll(secret, '***'), message);
}
