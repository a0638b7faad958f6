import assert from 'node:assert/strict';
import { applyMigrations } from '../../helpers/applied-migrations';
import { type Ran } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { inPrismaProject, type PrismaProject } from '../../helpers/prisma-project';
import { sharedServer } from '../../helpers/shared-servers';

export const models = 'model notes {\n  id    Int    @id\n  title String\n  at    DateTime?\n}\n';
export const init = `-- CreateTable
CREATE TABLE "notes" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "at" TIMESTAMP(3),

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);
`;
export const partial = 'CREATE INDEX "notes_recent" ON "notes" ("at") WHERE "title" <> \'\';\n';
const contents = { models, migrations: { '1_init': init, '2_recent': partial } };

interface Setting {
  readonly url: string;
  readonly check: (...args: string[]) => Promise<Ran>;
  /** The differences as lines: `unexpected index notes.mine: hand`. */
  readonly differences: () => Promise<string[]>;
}

export interface Json {
  projects: {
    schema: {
      differences: {
        kind: string;
        type: string;
        table: string | null;
        name: string;
        cause: { kind: string };
      }[];
      adopting: string[];
    };
  }[];
}

/** A project with a database of its own to which its migrations are applied. */
export function inDeployed(
  body: (project: PrismaProject, setting: Setting) => Promise<void>,
  schema?: string,
): () => Promise<void> {
  return async () => {
    const server = await sharedServer();
    const own = new URL(await server.createDatabase());
    if (schema !== undefined) own.searchParams.set('schema', schema);
    const url = own.href;
    await inPrismaProject(contents, async (project) => {
      await applyMigrations(url, contents.migrations);
      const check = async (...args: string[]): Promise<Ran> => {
        const env = { DATABASE_URL: url, COLUMNS: '110' };
        const ran = await runCliHere(project.folder, args, env);
        assertNoSecrets([ran.stdout, ran.stderr], [server.adminPassword]);
        return ran;
      };
      await body(project, {
        url,
        check,
        differences: async () => {
          const { stdout, stderr } = await check('check-drift', '--schema', '--json');
          assert.equal(stderr, '');
          const [found] = (JSON.parse(stdout) as Json).projects;
          return (found?.schema.differences ?? []).map(
            ({ kind, type, table, name, cause }) =>
              `${kind} ${type} ${table === null || table === name ? name : `${table}.${name}`}: ${cause.kind}`,
          );
        },
      });
    })();
  };
}
