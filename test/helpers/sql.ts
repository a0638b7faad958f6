import { Client, type QueryResultRow } from 'pg';

/** Work on one connection that the test holds. */
export interface Session {
  readonly run: <Row extends QueryResultRow = QueryResultRow>(
    sql: string,
    values?: unknown[],
  ) => Promise<Row[]>;
  /** The server's process of this connection, as pg_locks and pg_stat_activity name it. */
  readonly pid: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Connects without a pool, so that locks, settings and transactions stay where the test put them. */
export async function openSession(url: string): Promise<Session> {
  const client = new Client({ connectionString: url });
  // A server that goes away is part of some tests; the next query says so.
  client.on('error', () => undefined);
  await client.connect();
  const run: Session['run'] = async <Row extends QueryResultRow>(sql: string, values?: unknown[]) =>
    (await client.query<Row>(sql, values)).rows;
  return {
    run,
    pid: async () => {
      const [row] = await run<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      if (!row) throw new Error('the server names no process');
      return row.pid;
    },
    close: () => client.end(),
  };
}

/** Runs one statement, or several without values, on a connection of its own and returns the rows of a single one. */
export async function runSql<Row extends QueryResultRow = QueryResultRow>(
  url: string,
  sql: string,
  values?: unknown[],
): Promise<Row[]> {
  const session = await openSession(url);
  try {
    return await session.run<Row>(sql, values);
  } finally {
    await session.close();
  }
}
