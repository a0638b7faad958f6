import { quoteName } from '../core/sql/names';
import type { Embedded } from './embedded';
import type { MigrationFile } from './lint-source';

/** As Prisma's engine makes it, which looks before whether it is there. */
const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/** A checksum of Prisma's length. Nobody compares it here. */
const checksum = '0'.repeat(64);

/**
 * Prisma's table in an embedded database, and what its engine writes there on the connection on which it runs the
 * migrations: the names without a schema, one statement after the other. So what a migration leaves in the session hits
 * these statements as it hits Prisma's.
 */
export interface PrismaRows {
  /** Writes the row of a migration that is to run. Rejects with ScriptRefused. */
  readonly begin: (migration: MigrationFile) => Promise<void>;
  /** Marks the row begun last as finished. Rejects with ScriptRefused. */
  readonly finish: () => Promise<void>;
  /** Whether the rows of these migrations are there and finished, as a new session sees it: the first that is not. */
  readonly lost: (migrations: readonly MigrationFile[]) => Promise<MigrationFile | undefined>;
}

/** @param database in a session that is still as new */
export async function openPrismaRows(database: Embedded, ownSchema: string): Promise<PrismaRows> {
  await database.run(createTable);
  let id = '';
  const update = (what: string): Promise<void> =>
    database.run(`UPDATE "_prisma_migrations" SET ${what} WHERE "id" = '${id}'`);
  return {
    begin: async ({ name }) => {
      id = crypto.randomUUID();
      const values = `'${id}', '${checksum}', clock_timestamp(), '${name.replaceAll("'", "''")}'`;
      await database.run(
        `INSERT INTO "_prisma_migrations" ("id","checksum","started_at","migration_name") VALUES (${values})`,
      );
    },
    finish: async () => {
      await update('"applied_steps_count" = ("applied_steps_count" + 1)');
      await update('"finished_at" = clock_timestamp()');
    },
    lost: async (migrations) => {
      const finished = new Set(await database.readFinished(`${quoteName(ownSchema)}."_prisma_migrations"`));
      return migrations.find(({ name }) => !finished.has(name));
    },
  };
}
