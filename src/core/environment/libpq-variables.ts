import type { DatabaseUrl } from './database-url';

/**
 * Variables by which psql, pg_dump and drivers would go to another server, as another user, or refuse the right one. A
 * password file stays where the URL has no password: it is asked for this server's.
 */
const misleading = [
  ...['PGSERVICE', 'PGSERVICEFILE', 'PGHOSTADDR', 'PGPASSWORD', 'PGUSER'],
  ...['PGSSLMODE', 'PGREQUIRESSL', 'PGSSLNEGOTIATION', 'PGSSLROOTCERT', 'PGSSLCERT', 'PGSSLKEY', 'PGSSLCRL'],
  ...['PGSSLCRLDIR', 'PGSSLSNI', 'PGSSLMINPROTOCOLVERSION', 'PGSSLMAXPROTOCOLVERSION', 'PGSSLCERTMODE'],
  ...['PGCHANNELBINDING', 'PGTARGETSESSIONATTRS', 'PGREQUIREPEER', 'PGREQUIREAUTH', 'PGGSSENCMODE'],
  ...['PGKRBSRVNAME', 'PGGSSLIB', 'PGGSSDELEGATION', 'PGLOADBALANCEHOSTS'],
];

/** What libpq calls the parameters that mean the same in Prisma's URLs. */
const sameMeaning = {
  channel_binding: 'PGCHANNELBINDING',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  gssencmode: 'PGGSSENCMODE',
  sslcrl: 'PGSSLCRL',
  sslnegotiation: 'PGSSLNEGOTIATION',
} as const;

/**
 * The variables that lead every program that uses libpq, or reads its variables, to the database of the URL, as
 * DATABASE_URL leads Prisma there. The values hold the password.
 *
 * @param inherited what is set already; of it, PGOPTIONS stays beside ours
 * @returns undefined for each variable that must not be set
 */
export function libpqVariables(
  url: DatabaseUrl,
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const password = url.revealPassword();
  const more = Object.entries(sameMeaning).map(
    ([parameter, variable]) => [variable, url.parameter(parameter)] as const,
  );
  return {
    ...Object.fromEntries(misleading.map((name) => [name, undefined] as const)),
    ...Object.fromEntries(more.filter(([, value]) => value !== undefined)),
    PGHOST: url.host,
    PGPORT: String(url.port),
    PGDATABASE: url.database,
    ...(url.user !== '' && { PGUSER: url.user }),
    ...(password !== undefined && { PGPASSWORD: password, PGPASSFILE: undefined }),
    ...tlsVariables(url),
    ...optionsOf(url, inherited['PGOPTIONS']),
  };
}

/** Prisma has `sslcert` for the authority's certificate, and `sslaccept` for how much of the server's is checked. */
function tlsVariables(url: DatabaseUrl): Record<string, string | undefined> {
  const [cert, key] = [url.parameter('sslcert'), url.parameter('sslkey')];
  const authority = url.parameter('sslrootcert') ?? (key === undefined ? cert : undefined);
  const isStrict = url.parameter('sslaccept') === 'strict' && url.parameter('sslmode') !== 'disable';
  const mode = isStrict ? 'verify-full' : url.parameter('sslmode');
  return {
    ...(mode !== undefined && { PGSSLMODE: mode }),
    ...(authority !== undefined && { PGSSLROOTCERT: authority }),
    ...(key !== undefined && { PGSSLCERT: cert, PGSSLKEY: key }),
  };
}

/**
 * The schema as Prisma means it: the only one in which names are looked up. A transaction-mode pooler refuses options at
 * the start, so none are given there.
 */
function optionsOf(url: DatabaseUrl, inherited: string | undefined): { PGOPTIONS?: string | undefined } {
  if (url.isPooled) return { PGOPTIONS: undefined };
  // The server looks into public by itself.
  const schema = url.schema === 'public' ? '' : url.schema;
  const options = [
    inherited ?? '',
    url.parameter('options') ?? '',
    schema === '' ? '' : `-c search_path=${escaped(`"${schema.replaceAll('"', '""')}"`)}`,
  ].filter((one) => one.trim() !== '');
  return { PGOPTIONS: options.length > 0 ? options.join(' ') : undefined };
}

/** White space parts the options of a server, unless a backslash stands before it. */
function escaped(value: string): string {
  return value.replace(/[\\\s]/g, (character) => `\\${character}`);
}
