import fs from 'node:fs';
import { commandIn, follow } from '../../helpers/advice';
import { applyMigrations } from '../../helpers/applied-migrations';
import type { Ran } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { commitEach } from '../../helpers/commit-each';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import { inPrismaProject, type PrismaProject } from '../../helpers/prisma-project';
import { sharedServer } from '../../helpers/shared-servers';

export const table = `-- CreateTable
CREATE TABLE "notes" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);
`;
export const search = 'CREATE INDEX "notes_lower" ON "notes" (lower("title"));\n';
const migrations = { '1_init': table, '2_search': search };
const contents = {
  models: 'model notes {\n  id    Int    @id\n  title String\n}\n',
  migrations,
  files: { 'migration-guard.json': '{ "environments": { "dev": { "variable": "DEV_URL" } } }\n' },
};

/** A project with two databases, `local` and `dev`, of which the advice is for the second. */
export interface Advised {
  readonly local: string;
  readonly dev: string;
  /** A folder of the project below its own, where everything is printed and pasted. */
  readonly below: string;
  /** Runs it in this process, below. */
  readonly cli: (...args: string[]) => Promise<Ran>;
  /** Runs the one printed command that fits, below, as somebody would who pastes it; `more` is what that person adds. */
  readonly paste: (printed: Ran, pattern: RegExp, more?: string) => Promise<Ran>;
}

export function advised(
  body: (project: PrismaProject, advised: Advised) => Promise<void>,
  { applied = true }: { readonly applied?: boolean } = {},
): () => Promise<void> {
  return async () => {
    const server = await sharedServer();
    const [local, dev] = [await server.createDatabase(), await server.createDatabase()];
    await inPrismaProject(contents, async (project) => {
      commitEach(project.folder);
      if (applied) await applyMigrations(dev, migrations);
      const below = project.at('prisma/migrations');
      const env = { ...prismaEnvironment(project.folder), DATABASE_URL: local, DEV_URL: dev, COLUMNS: '80' };
      const checked = (ran: Ran): Ran => {
        assertNoSecrets([ran.stdout, ran.stderr], [server.adminPassword]);
        return ran;
      };
      await body(project, {
        ...{ local, dev, below },
        cli: async (...args) =>
          checked(await runCliHere(fs.existsSync(below) ? below : project.folder, args, env)),
        paste: async (printed, pattern, more = '') => {
          const command = `${commandIn(printed, pattern)}${more}`;
          return checked(await follow(command, { folder: below, prismaFolder: project.folder, env }));
        },
      });
    })();
  };
}
