import assert from 'node:assert/strict';
import fs from 'node:fs';
import { migrationFile, type PrismaProject } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';

export const init = '20260101000000_init';
const gin = '20260102000000_gin';

export const createTable = `-- CreateTable
CREATE TABLE "memories" (
    "id" INTEGER NOT NULL,
    "tags" TEXT[],

    CONSTRAINT "memories_pkey" PRIMARY KEY ("id")
);
`;

export const project = {
  models: 'model memories {\n  id   Int      @id\n  tags String[]\n}\n',
  migrations: {
    [init]: createTable,
    [gin]: 'CREATE INDEX "idx_memories_tags" ON "memories" USING gin ("tags");\n',
  },
};

export const afterwards = { [migrationFile('20260103000000_typo')]: 'CREATE INDEX ON "memory" ("id");\n' };

interface Row {
  readonly migration_name: string;
  readonly checksum: string;
  readonly state: 'applied' | 'failed' | 'rolled back';
  readonly steps: number;
  readonly logs: string | null;
}

export function rowsOf(url: string): Promise<Row[]> {
  return runSql<Row>(
    url,
    `SELECT migration_name, checksum, applied_steps_count AS steps, logs,
       CASE WHEN rolled_back_at IS NOT NULL THEN 'rolled back' WHEN finished_at IS NULL THEN 'failed'
         ELSE 'applied' END AS state
     FROM _prisma_migrations ORDER BY started_at`,
  );
}

/** `NAME state steps` of each row. */
export async function statesOf(url: string): Promise<string[]> {
  return (await rowsOf(url)).map(({ migration_name, state, steps }) => `${migration_name} ${state} ${steps}`);
}

export const applied = [`${init} applied 1`, `${gin} applied 1`];

export async function deploy({ prisma }: PrismaProject, url: string): Promise<void> {
  const { exitCode, stderr } = await prisma(url, ['migrate', 'deploy']);
  assert.equal(exitCode, 0, stderr);
}

/** The SQL of the migration that `migrate dev --create-only` made. */
export function createdMigration(prismaProject: PrismaProject, name: string): string {
  const folder = fs.readdirSync(prismaProject.at('prisma/migrations')).find((found) => found.endsWith(name));
  assert.ok(folder, `there is no migration ${name}`);
  return fs.readFileSync(prismaProject.at(migrationFile(folder)), 'utf8');
}
