// The databases of the scenes: real ones.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/**
 * An embedded PostgreSQL with pgvector that ends with the scene. Resolves to { url, run, apply }: `apply` runs the
 * migrations of a folder, or those of them that are named, and writes Prisma's rows.
 */
export async function startDatabase({ later }) {
  const { openEmbedded } = require('../../../dist/embedded.js');
  const database = await openEmbedded(['vector']);
  later(() => database.close());
  return {
    url: await database.serve(),
    run: (sql) => database.run(sql),
    makeTable: () => database.run(table),
    apply: async (workspace, isApplied = () => true) => {
      await database.run(table);
      const folder = path.join(workspace, 'prisma/migrations');
      for (const name of fs.readdirSync(folder).sort()) {
        const file = path.join(folder, name, 'migration.sql');
        if (!fs.existsSync(file) || !isApplied(name)) continue;
        const text = fs.readFileSync(file, 'utf8');
        await database.run(text);
        await database.run(row(name, text));
      }
    },
  };
}

const table = `CREATE TABLE "_prisma_migrations" (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** The row that Prisma writes once it has applied a migration. */
export function row(name, text, { logs, finished = true, rolledBack = false } = {}) {
  const checksum = createHash('sha256').update(text).digest('hex');
  return `INSERT INTO "_prisma_migrations"
    (id, checksum, migration_name, started_at, finished_at, rolled_back_at, applied_steps_count, logs)
    VALUES (gen_random_uuid()::text, '${checksum}', '${name}', now(), ${finished ? 'now()' : 'NULL'},
      ${rolledBack ? 'now()' : 'NULL'}, ${finished ? 1 : 0}, ${logs ? `'${logs.replaceAll("'", "''")}'` : 'NULL'})`;
}

/** A real PostgreSQL server, with passwords, that ends with the scene. */
export async function startRealServer({ later }) {
  const { startServer } = require('../../../out/test/helpers/postgres-server.js');
  const server = await startServer();
  later(() => server.stop());
  return server;
}
