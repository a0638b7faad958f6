import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { runCli, type Ran } from '../../helpers/cli';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import {
  inPrismaProject,
  type PrismaProject,
  type PrismaProjectContents,
} from '../../helpers/prisma-project';
import { sharedPglite, sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';

/** A project, and the database that it is developed with. */
export interface Setting extends PrismaProject {
  readonly url: string;
  /** The variables with which our command line is run. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs it and searches what it prints for the password. */
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string | undefined>>) => Promise<Ran>;
  /** The folders among the migrations, in order, without those that were there at first. */
  readonly added: () => string[];
  /** The text of the only migration that was added; its name must end in this one. */
  readonly addedSql: (name: string) => string;
  /** `schema.name` of each index, without those of Prisma's own table. */
  readonly indexes: () => Promise<string[]>;
}

export interface SettingOptions extends PrismaProjectContents {
  /** PGlite has pgvector, but is one database for all. */
  readonly on?: 'postgres' | 'pglite';
  /** How many of the migrations are applied; all without it. */
  readonly applied?: number;
}

export const table = `-- CreateTable
CREATE TABLE "memories" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "tags" TEXT[],

    CONSTRAINT "memories_pkey" PRIMARY KEY ("id")
);
`;

/** The model of that table. */
export const memories = (...fields: string[]): string =>
  `model memories {\n  id    Int    @id\n  title String\n  tags  String[]\n${fields.map((field) => `  ${field}\n`).join('')}}\n`;

/** A history with an index that Prisma would drop. */
export const history = {
  '0001_init': table,
  '0002_search': 'CREATE INDEX "memories_tags" ON "memories" USING gin ("tags");\n',
};

/** The comment that stands for the DROP INDEX of an index. */
export const kept = (index: string): string =>
  `-- migration-guard: kept ${index}, which Prisma will try to drop again until schema.prisma declares it\n`;

/** What adds a column, as Prisma writes it. */
export const addColumn = (column: string, type: string): string =>
  `-- AlterTable\nALTER TABLE "memories" ADD COLUMN     "${column}" ${type};\n`;

const rows = `CREATE TABLE _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);`;

/** Applies migrations as Prisma does, but at once. */
async function apply(
  url: string,
  migrations: readonly (readonly [name: string, sql: string])[],
): Promise<void> {
  const texts = migrations.map(([name, sql]) => {
    const checksum = createHash('sha256').update(sql).digest('hex');
    return `${sql};\nINSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
      VALUES ('${randomUUID()}', '${checksum}', clock_timestamp(), '${name}', 1);`;
  });
  if (texts.length > 0) await runSql(url, `${rows}\n${texts.join('\n')}`);
}

async function openDatabase(on: SettingOptions['on']): Promise<string> {
  if (on === 'pglite') {
    const { url, clear } = await sharedPglite();
    await clear();
    return url;
  }
  return (await sharedServer()).createDatabase();
}

/** Runs a test's body in a project with a database of its own. */
export function inSetting(
  { on, applied, ...contents }: SettingOptions,
  body: (setting: Setting) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const url = await openDatabase(on);
    const history = Object.entries(contents.migrations ?? {});
    await apply(url, history.slice(0, applied));
    await inPrismaProject(contents, (project) => body(settingOf(project, url)))();
  };
}

function settingOf(project: PrismaProject, url: string): Setting {
  const password = new URL(url).password;
  const env = { ...prismaEnvironment(project.folder), NO_COLOR: undefined, DATABASE_URL: url };
  const names = (): string[] =>
    fs
      .readdirSync(project.at('prisma/migrations'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  const before = fs.existsSync(project.at('prisma/migrations')) ? names() : [];
  const added = (): string[] => names().filter((name) => !before.includes(name));
  return {
    ...project,
    ...{ url, env, added },
    run: async (args, more = {}) => {
      const ran = await runCli(project.folder, args, { ...env, ...more });
      // That of PGlite is everybody's: the name of its user.
      if (password !== 'postgres') assertNoSecrets([ran.stdout, ran.stderr], [password]);
      return ran;
    },
    addedSql: (wanted) => {
      const [name = '', ...others] = added();
      assert.deepEqual(others, []);
      assert.match(name, new RegExp(`^\\d{14}_${wanted}$`));
      return fs.readFileSync(project.at(`prisma/migrations/${name}/migration.sql`), 'utf8');
    },
    indexes: async () =>
      (
        await runSql<{ name: string }>(
          url,
          `SELECT schemaname || '.' || indexname AS name FROM pg_indexes
           WHERE schemaname !~ '^(pg_|information)' AND tablename <> '_prisma_migrations' ORDER BY 1`,
        )
      ).map(({ name }) => name),
  };
}
