// Where the WebAssembly build of the engine and the native one speak differently. The first says "external connector
// error" of a migration that PostgreSQL refuses, puts some errors in Prisma's terms, and gives no code where it cannot
// connect. The CLI reads those codes, and rows on people's databases hold the native engine's words: so they stand here.
import { readUrl } from './url.mjs';

/** What the native engine says instead, as `{ message, code }`; the error itself where both say the same. */
export function nativeError(error, failures, url) {
  if (failures.connection) return connectionError(failures.connection, url);
  if (failures.script) return { code: 'P3018', message: failedMigration(error.message, failures.script) };
  return error;
}

function failedMigration(message, { severity, code, message: said }) {
  const [, name = ''] = /migration_name="([^"]*)"/.exec(message) ?? [];
  const trace = message.search(/^ +0: /m);
  return `A migration failed to apply. New migrations cannot be applied before the error is recovered from. \
Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve

Migration name: ${name}

Database error code: ${code}

Database error:
${severity}: ${said}

${trace < 0 ? '' : message.slice(trace)}`;
}

/** The query that writes the log of a failed migration into its row, with the native engine's words; else as it is. */
export function withNativeLogs(query, failure) {
  const [logs, ...others] = query.args;
  const writesLogs = /^UPDATE "_prisma_migrations" SET "logs" = \$1 /.test(query.sql);
  if (!failure || !writesLogs) return query;
  return { ...query, args: [failedMigration(logs, failure), ...others] };
}

/** By PostgreSQL's code of the error; whatever comes from elsewhere means that the server was not reached. */
function connectionError({ code, message, severity }, url) {
  const { host, port, user, database } = readUrl(url).config;
  if (code === '28P01') {
    return {
      code: 'P1000',
      message: `Authentication failed against database server, the provided database credentials for \`${user}\` \
are not valid.\n\nPlease make sure to provide valid database credentials for the database server at the configured \
address.`,
    };
  }
  if (code === '3D000') return { code: 'P1003', message: `Database \`${database}\` does not exist` };
  if (code === '28000' || code === '42501') {
    return { code: 'P1010', message: `User \`${user}\` was denied access on the database \`${database}\`` };
  }
  if (severity !== undefined) return { code: 'P1001', message };
  if (/certificate|SSL/i.test(`${code} ${message}`)) {
    return { code: 'P1011', message: `Error opening a TLS connection: ${message}` };
  }
  const address = `\`${host}:${port}\``;
  return {
    code: 'P1001',
    message: `Can't reach database server at ${address}\n\nPlease make sure your database server is running at ${address}.`,
  };
}
