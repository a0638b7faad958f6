import assert from 'node:assert/strict';
import fs from 'node:fs';
import { applyMigrations } from '../../helpers/applied-migrations';
import { runCli, type Ran } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
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
  /** Runs it in this process and searches what it prints for the password. */
  readonly run: Run;
  /** The same in a process of its own, as people do. */
  readonly runBuilt: Run;
  /** The folders among the migrations, in order, without those that were there at first. */
  readonly added: () => string[];
  /** The text of the only migration that was added; its name must end in this one. */
  readonly addedSql: (name: string) => string;
  /** `schema.name` of each index, without those of Prisma's own table. */
  readonly indexes: () => Promise<string[]>;
}

type Run = (args: readonly string[], env?: Readonly<Record<string, string | undefined>>) => Promise<Ran>;

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
    await applyMigrations(url, Object.fromEntries(history.slice(0, applied)));
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
  const running =
    (runIt: typeof runCli): Run =>
    async (args, more = {}) => {
      const ran = await runIt(project.folder, args, { ...env, ...more });
      // That of PGlite is everybody's: the name of its user.
      if (password !== 'postgres') assertNoSecrets([ran.stdout, ran.stderr], [password]);
      return ran;
    };
  return {
    ...project,
    ...{ url, env, added },
    run: running(runCliHere),
    runBuilt: running(runCli),
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

/** Has the project's Prisma be a script. */
export function withPrisma({ write, at }: Setting, script: string): void {
  write({
    'fake.cjs': `const fs = require('node:fs');\n${script}`,
    'migration-guard.json': JSON.stringify({ prismaCommand: [process.execPath, at('fake.cjs')] }),
  });
}
