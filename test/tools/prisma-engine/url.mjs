/** Prisma's parameters of a URL, as `pg` takes them. A certificate is checked only if the URL asks for it. */
export function readUrl(url) {
  const parsed = new URL(url);
  const parameter = (name) => parsed.searchParams.get(name) ?? undefined;
  const encrypted = ['require', 'verify-ca', 'verify-full', 'no-verify'].includes(parameter('sslmode'));
  const config = {
    host: parameter('host') ?? (parsed.hostname || undefined),
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    ssl: encrypted && { rejectUnauthorized: parameter('sslaccept') === 'strict' },
    connectionTimeoutMillis: Number(parameter('connect_timeout') ?? 5) * 1000,
  };
  return { schema: parameter('schema') ?? 'public', config };
}
