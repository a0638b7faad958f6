import assert from 'node:assert/strict';
import { openProjects } from '../../../src/adapters/open-projects';
import { lintProject } from '../../../src/workflows/lint';
import { inWorkspace, type Workspace } from '../../helpers/workspace';

/** Every project's findings, one line each: `3_drop drop-protected-index idx_email`. */
async function found({ folder }: Workspace): Promise<string[]> {
  const projects = await openProjects([], { cwd: folder, git: false });
  const reports = await Promise.all(projects.map(({ source }) => lintProject(source)));
  return reports.flatMap(({ findings }) =>
    findings.map(({ file, rule, index }) => `${file.split('/').at(-2) ?? ''} ${rule} ${index ?? ''}`),
  );
}

const datasource = (more = ''): string => `datasource db {\n  provider = "postgresql"\n${more}}\n`;

/** A history in which index `name`, made by hand on notes, is dropped by Prisma. */
function lossOf(folder: string, name: string): Record<string, string> {
  return {
    [`${folder}/1_init/migration.sql`]:
      '-- CreateTable\nCREATE TABLE "notes" ("id" INTEGER NOT NULL, "owner" TEXT);\n',
    [`${folder}/2_hand/migration.sql`]: `CREATE INDEX ${name} ON notes (owner);\n`,
    [`${folder}/3_drop/migration.sql`]: `-- DropIndex\nDROP INDEX "${name}";\n`,
  };
}

const notes = (index = ''): string =>
  `model Note {\n  id Int @id\n  owner String?\n${index}  @@map("notes")\n}\n`;

describe('a schema of several files', () => {
  for (const [what, files] of Object.entries({
    'in prisma/schema': { 'prisma/schema/db.prisma': datasource(), 'prisma/schema/deep/notes.prisma': '' },
    'named by package.json': {
      'package.json': '{"prisma":{"schema":"db"}}',
      'db/db.prisma': datasource(),
      'db/notes.prisma': '',
    },
    'named by a config': {
      'prisma.config.ts': "export default { schema: 'db', migrations: { path: 'prisma/migrations' } }",
      'db/db.prisma': datasource(),
      'db/notes.prisma': '',
    },
  })) {
    it(
      `declares with all of them: ${what}`,
      inWorkspace(async (workspace) => {
        const folder =
          'db/notes.prisma' in files && 'package.json' in files ? 'db/migrations' : 'prisma/migrations';
        const withModel = (model: string): Record<string, string> =>
          Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text || model]));
        workspace.write({ 'package.json': '{}', ...withModel(notes()), ...lossOf(folder, 'by_owner') });
        assert.deepEqual(await found(workspace), ['3_drop drop-protected-index by_owner']);
        workspace.write(withModel(notes('  @@index([owner], map: "by_owner")\n')));
        assert.deepEqual(await found(workspace), ['3_drop drop-declared-index by_owner']);
      }),
    );
  }
});

describe('a database of several schemas', () => {
  const files = {
    'package.json': '{}',
    'prisma/schema.prisma': `${datasource('  schemas = ["auth", "base"]\n')}
model User {
  id Int @id
  email String
  @@index([email], map: "email_idx")
  @@map("users")
  @@schema("auth")
}
model Contact {
  id Int @id
  email String
  @@map("contacts")
  @@schema("base")
}
`,
    'prisma/migrations/1_init/migration.sql': `-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "auth";

-- CreateTable
CREATE TABLE "auth"."users" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL);

-- CreateTable
CREATE TABLE "base"."contacts" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL);

-- CreateIndex
CREATE INDEX "email_idx" ON "auth"."users"("email");
`,
    'prisma/migrations/2_hand/migration.sql':
      'CREATE INDEX email_idx ON base.contacts (lower(email));\nSET LOCAL search_path = auth;\nCREATE INDEX search_idx ON users (lower(email));\n',
  };

  it(
    'may have indexes of one name in two of them, and each is told by its own',
    inWorkspace(async (workspace) => {
      const drop = 'prisma/migrations/3_drop/migration.sql';
      workspace.write({ ...files, [drop]: '-- DropIndex\nDROP INDEX "base"."email_idx";\n' });
      assert.deepEqual(await found(workspace), ['3_drop drop-protected-index email_idx']);
      workspace.write({ [drop]: '-- DropIndex\nDROP INDEX "auth"."email_idx";\n' });
      assert.deepEqual(await found(workspace), ['3_drop drop-declared-index email_idx']);
      workspace.write({ [drop]: '-- DropIndex\nDROP INDEX "auth"."search_idx";\n' });
      assert.deepEqual(await found(workspace), ['3_drop drop-protected-index search_idx']);
      workspace.write({ [drop]: '-- DropIndex\nDROP INDEX "base"."search_idx";\n' });
      assert.deepEqual(await found(workspace), ['3_drop drop-unknown-index search_idx']);
    }),
  );
});

describe('projects of other databases', () => {
  it(
    'are left alone beside those of PostgreSQL, whatever says so: schema or lock file',
    inWorkspace(async (workspace) => {
      const providers = ['mysql', 'sqlite', 'sqlserver', 'cockroachdb', 'mongodb', 'postgresql', 'postgres'];
      for (const provider of providers) {
        workspace.write({
          [`apps/${provider}/package.json`]: '{}',
          [`apps/${provider}/schema.prisma`]: datasource().replace('postgresql', provider) + notes(),
          ...lossOf(`apps/${provider}/migrations`, `of_${provider}`),
        });
      }
      workspace.write({
        'apps/locked/migrations/migration_lock.toml': 'provider = "mysql"\n',
        ...lossOf('apps/locked/migrations', 'of_locked'),
      });
      assert.deepEqual(await found(workspace), [
        '3_drop drop-protected-index of_postgres',
        '3_drop drop-protected-index of_postgresql',
      ]);
    }),
  );
});
