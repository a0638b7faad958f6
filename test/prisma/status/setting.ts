import { applyMigrations } from '../../helpers/applied-migrations';
import type { Ran } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { inPrismaProject, type PrismaProject } from '../../helpers/prisma-project';
import { sharedServer } from '../../helpers/shared-servers';

export const table = `-- CreateTable
CREATE TABLE "memories" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "memories_pkey" PRIMARY KEY ("id")
);
`;
const search = 'CREATE INDEX "memories_lower_idx" ON "memories" (lower("title"));\n';
export const contents = {
  models: 'model memories {\n  id    Int    @id\n  title String\n}\n',
  migrations: { '1_init': table, '2_search': search },
};

export interface Setting {
  readonly url: string;
  readonly password: string;
  /** Runs it in this process. */
  readonly status: (args?: readonly string[], url?: string) => Promise<Ran>;
  /** Applies the migrations that the project has at first, as Prisma does. */
  readonly apply: () => Promise<void>;
}

/** A project with a database of its own; every output is searched for the password. */
export function inSetting(
  body: (project: PrismaProject, setting: Setting) => Promise<void>,
  more: object = {},
): () => Promise<void> {
  return async () => {
    const server = await sharedServer();
    const url = await server.createDatabase();
    const password = server.adminPassword;
    await inPrismaProject({ ...contents, ...more }, (project) =>
      body(project, {
        url,
        password,
        apply: () => applyMigrations(url, contents.migrations),
        status: async (args = [], at = url) => {
          const ran = await runCliHere(project.folder, ['status', ...args], { DATABASE_URL: at });
          assertNoSecrets([ran.stdout, ran.stderr], [password]);
          return ran;
        },
      }),
    )();
  };
}

/** The lines of migrations and protected indexes, as `state name`, and what is said below each in brackets. */
export function states({ stdout }: Ran): string[] {
  return stdout.split('\n').flatMap((line) => {
    const [, state, name] = /^ {2}(\S+(?: back)?) {2,}(\S.*)$/.exec(line) ?? [];
    return state === undefined || name === undefined ? [] : [`${state} ${name}`];
  });
}
