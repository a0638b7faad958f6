import { readScript } from '../sql/statements';

/**
 * Turns what `pg_dump --schema-only` writes into a script that is the same every time it is made of the same schema, and
 * that runs in any session: without tokens, versions and settings that only psql or one release of PostgreSQL knows.
 *
 * @param heading lines of our own, without comment marks
 */
export function schemaScript(dump: string, heading: readonly string[]): string {
  // psql's own commands, and a token that is another one each time.
  const sql = dump.replaceAll('\r\n', '\n').replace(/^\\(?:un)?restrict\b.*$/gm, '');
  const statements = readScript(sql)
    .statements.map(({ start, end }) => sql.slice(start, end))
    .filter((statement) => !isOfSession(statement));
  const head = heading.map((line) => `-- ${line.replace(/\s+/g, ' ')}`.trimEnd()).join('\n');
  // What dumps leave to the session that reads them. Functions may name tables that come later, or with their schema only.
  const settings = 'SET check_function_bodies = false;';
  return (
    [head, settings, ...statements, ...refreshes(statements), 'RESET check_function_bodies;'].join('\n\n') +
    '\n'
  );
}

/** Settings for the time of restoring, and what extensions say of themselves, which changes with their versions. */
function isOfSession(statement: string): boolean {
  return /^(?:SET\s|SELECT\s+pg_catalog\.set_config\(|COMMENT\s+ON\s+EXTENSION\s)/i.test(statement);
}

/** A dump leaves materialized views unpopulated, for rows to come; then nothing may be read from them. */
function refreshes(statements: readonly string[]): string[] {
  return statements.flatMap((statement) => {
    const name =
      /^CREATE MATERIALIZED VIEW ((?:"(?:[^"]|"")+"|[^\s."]+)(?:\.(?:"(?:[^"]|"")+"|[^\s."]+))?) AS\b/.exec(
        statement,
      )?.[1];
    return name === undefined ? [] : [`REFRESH MATERIALIZED VIEW ${name};`];
  });
}
