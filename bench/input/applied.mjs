import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** A Prisma config that takes the URL from the environment. */
export const config = `export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL },
};
`;

/** The table as Prisma makes it, with a row for each migration of the project. */
export async function apply(url, folder) {
  const { runSql } = require('../../out/test/helpers/sql.js');
  const migrations = path.join(folder, 'prisma', 'migrations');
  const names = fs.readdirSync(migrations).filter((name) => name !== 'migration_lock.toml');
  await runSql(
    url,
    `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
       finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
       started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`,
  );
  const rows = names.map((name) => ({
    id: randomUUID(),
    name,
    checksum: createHash('sha256')
      .update(fs.readFileSync(path.join(migrations, name, 'migration.sql')))
      .digest('hex'),
  }));
  await runSql(
    url,
    `INSERT INTO _prisma_migrations (id, migration_name, checksum, finished_at, applied_steps_count)
     SELECT id, name, checksum, now(), 1 FROM json_to_recordset($1) AS row (id text, name text, checksum text)`,
    [JSON.stringify(rows)],
  );
}
