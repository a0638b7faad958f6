import { applyMigrations } from '../../helpers/applied-migrations';
import { runCli, type Ran } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import { inPrismaProject, migrationFile, type PrismaProject } from '../../helpers/prisma-project';
import { sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';

const table = `-- CreateTable
CREATE TABLE "memories" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "memories_pkey" PRIMARY KEY ("id")
);
`;

export const project = {
  models: 'model memories {\n  id    Int    @id\n  title String\n}\n',
  migrations: {
    '1_init': table,
    '2_search': 'CREATE INDEX "memories_lower_idx" ON "memories" (lower("title"));\n',
  },
};

export const schema6 = `datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
`;

export const drop = { [migrationFile('3_drop')]: '-- DropIndex\nDROP INDEX "memories_lower_idx";\n' };
/** What a replay of the files cannot see. */
export const hiddenDrop = {
  [migrationFile('3_hidden')]: `DO $$ BEGIN EXECUTE reverse('"xdi_rewol_seiromem" XEDNI PORD'); END $$;\n`,
};

type Migrate = (args?: readonly string[], env?: Record<string, string>) => Promise<Ran>;

interface Setting {
  readonly url: string;
  /** Runs it in this process. */
  readonly migrate: Migrate;
  /** The same in a process of its own, as people do. */
  readonly migrateBuilt: Migrate;
  /** Applies the migrations that the project has at first, as Prisma does. */
  readonly apply: () => Promise<void>;
  readonly indexes: () => Promise<string[]>;
}

/** A project with a database of its own; every output is searched for the password. */
export function inSetting(
  body: (project: PrismaProject, setting: Setting) => Promise<void>,
  contents: object = project,
): () => Promise<void> {
  return async () => {
    const server = await sharedServer();
    const url = await server.createDatabase();
    await inPrismaProject(contents, async (opened) => {
      const running =
        (run: typeof runCli): Migrate =>
        async (args = [], env = {}) => {
          const ran = await run(opened.folder, ['migrate', ...args], {
            ...prismaEnvironment(opened.folder),
            DATABASE_URL: url,
            ...env,
          });
          assertNoSecrets([ran.stdout, ran.stderr], [server.adminPassword]);
          return ran;
        };
      await body(opened, {
        url,
        migrate: running(runCliHere),
        migrateBuilt: running(runCli),
        apply: () => applyMigrations(url, project.migrations),
        indexes: async () =>
          (
            await runSql<{ name: string }>(
              url,
              "SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
            )
          ).map(({ name }) => name),
      });
    })();
  };
}
