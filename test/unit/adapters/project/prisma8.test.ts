import assert from 'node:assert/strict';
import { findProjects } from '../../../../src/adapters/project/find-projects';
import { openProjects } from '../../../../src/adapters/open-projects';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

const contract = '// use prisma-8\n\nmodel A {\n  id Int @id\n}\n';
const facts = JSON.stringify({ from: null, to: 'aaaa', providedInvariants: [], createdAt: '2026-01-01' });

function migration(folder: string): Record<string, string> {
  return { [`${folder}/migration.json`]: facts, [`${folder}/ops.json`]: '[]' };
}

function config(orm: string, from = 'prisma/config'): string {
  return `import { definePrismaConfig } from '${from}';\nimport { defineConfig as ormConfig } from '@prisma/orm-postgres/config';\nexport default definePrismaConfig({ orm: ormConfig(${orm}) });\n`;
}

/** One line a project: root, migrations folder, what it declares by, and whether it is of Prisma 8. */
async function found({ folder }: Workspace, paths: string[] = [], nearest = false): Promise<string[]> {
  return (await findProjects(paths, folder, { nearest })).map(
    ({ paths: { root, migrations, schema, prisma8 } }) =>
      [root || '.', migrations, schema?.path ?? 'no contract', prisma8 ? '8' : '7'].join(', '),
  );
}

const usual = {
  'package.json': '{}',
  'prisma.config.ts': config("{ contract: './src/prisma/contract.prisma' }"),
  'src/prisma/contract.prisma': contract,
  'src/prisma/contract.json': '{"storage":{"storageHash":"aaaa"}}',
  ...migration('migrations/app/20260101T0000_init'),
};
const usualProject = '., migrations/app, src/prisma/contract.json, 8';

describe('a project of Prisma 8', () => {
  for (const start of [
    '',
    'migrations',
    'migrations/app',
    'migrations/app/20260101T0000_init',
    'migrations/app/20260101T0000_init/ops.json',
    'migrations/app/20260101T0000_init/migration.json',
    'prisma.config.ts',
    'src/prisma/contract.prisma',
    'src/prisma/contract.json',
    'src',
    'package.json',
  ]) {
    it(
      `is found from ${start || 'its folder'}`,
      inWorkspace(async (workspace) => {
        workspace.write(usual);
        workspace.git('init', '--quiet');
        assert.deepEqual(await found(workspace, start === '' ? [] : [start]), [usualProject]);
      }),
    );
  }

  const layouts: readonly (readonly [string, Record<string, string>, readonly string[]])[] = [
    [
      'without migrations',
      { 'prisma.config.ts': config("{ contract: './contract.prisma' }"), 'contract.prisma': contract },
      ['., migrations/app, contract.prisma, 8'],
    ],
    [
      'of Prisma Next',
      {
        'prisma-next.config.ts':
          "import { defineConfig } from '@prisma-next/postgres/config';\nexport default defineConfig({ contract: './db/contract.prisma' });\n",
        'db/contract.prisma': contract.replace('prisma-8', 'prisma-next'),
      },
      ['., migrations/app, db/contract.prisma, 8'],
    ],
    [
      'with a contract in TypeScript',
      {
        'prisma.config.ts': config("{ contract: './src/contract.ts' }"),
        'src/contract.ts': '',
        'src/contract.json': '{}',
      },
      ['., migrations/app, src/contract.json, 8'],
    ],
    [
      'with folders of its own',
      {
        'apps/a/prisma.config.ts': config(
          "{ contract: './db/contract.prisma', output: './generated', migrations: { dir: './db/migrations' } }",
          '@prisma/cli-engine',
        ),
        'apps/a/db/contract.prisma': contract,
        'apps/a/generated/contract.json': '{}',
        ...migration('apps/a/db/migrations/app/20260101T0000_init'),
      },
      ['apps/a, apps/a/db/migrations/app, apps/a/generated/contract.json, 8'],
    ],
    [
      'that publishes a contract',
      {
        'package.json': '{}',
        'src/contract.prisma': contract,
        ...migration('migrations/20260101T0000_init'),
      },
      ['., migrations, src/contract.prisma, 8'],
    ],
    [
      'without a config',
      {
        'package.json': '{}',
        'src/prisma/contract.prisma': contract,
        ...migration('migrations/app/20260101T0000_init'),
      },
      ['., migrations/app, src/prisma/contract.prisma, 8'],
    ],
    [
      'is not told by a mark above the datasource of an earlier schema',
      {
        'package.json': '{}',
        'prisma/schema.prisma': `// use prisma-next\ndatasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n}\n`,
        'prisma/migrations/20250101000000_a/migration.sql': 'SELECT 1;\n',
      },
      ['., prisma/migrations, prisma/schema.prisma, 7'],
    ],
    [
      'whose database an earlier Prisma keeps is one of that',
      {
        'prisma.config.ts': config("{ contract: prisma7Schema('prisma/schema.prisma') }"),
        'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n}\n',
      },
      ['., prisma/migrations, prisma/schema.prisma, 7'],
    ],
  ];
  for (const [title, files, expected] of layouts) {
    it(
      title,
      inWorkspace(async (workspace) => {
        workspace.write(files);
        workspace.git('init', '--quiet');
        assert.deepEqual(await found(workspace), expected);
      }),
    );
  }

  it(
    'is another one than that of Prisma 7 in the same folder',
    inWorkspace(async (workspace) => {
      const older = {
        'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n}\n',
        'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
        'prisma/migrations/20250101000000_a/migration.sql': 'CREATE TABLE "A" ("id" integer PRIMARY KEY);\n',
      };
      workspace.write({
        'package.json': '{}',
        ...older,
        'prisma.config.ts': config(
          "{ contract: './prisma/contract.prisma', migrations: { dir: './prisma/migrations' } }",
        ),
        'prisma/contract.prisma': contract,
        ...migration('prisma/migrations/app/20260101T0000_init'),
      });
      workspace.git('init', '--quiet');
      const newer = '., prisma/migrations/app, prisma/contract.prisma, 8';
      assert.deepEqual(await found(workspace), [newer, '., prisma/migrations, prisma/schema.prisma, 7']);
      assert.deepEqual(await found(workspace, [], true), [newer]);
      assert.deepEqual(await found(workspace, ['prisma/migrations']), [
        '., prisma/migrations, prisma/schema.prisma, 7',
      ]);
      // The folder of the newer one is no migration of the older one that lost its script.
      const [opened] = await openProjects(['prisma/migrations'], { cwd: workspace.folder, prisma8: true });
      assert.ok(opened);
      assert.deepEqual(opened.source.emptyFolders, []);
      assert.deepEqual(
        opened.source.migrations.map(({ name }) => name),
        ['20250101000000_a'],
      );
    }),
  );
});

describe('the files of a migration of Prisma 8', () => {
  it(
    'are said where one of them is missing or cannot be read',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...usual,
        'migrations/app/20260102T0000_a/migration.json': facts,
        'migrations/app/20260103T0000_b/ops.json': '[]',
        'migrations/app/20260104T0000_c/ops.json': '[',
        'migrations/app/20260104T0000_c/migration.json': facts,
        'migrations/app/20260105T0000_d/ops.json': '[]',
        'migrations/app/20260105T0000_d/migration.json': '{"from":1,"to":"b"}',
        'migrations/app/refs/db.json': '{}',
        'migrations/app/20260106T0000_e/notes.md': '',
      });
      const [opened] = await openProjects([], { cwd: workspace.folder, prisma8: true });
      const unread = (opened?.source.unread ?? []).map(
        ({ file, reason }) => `${file.slice(workspace.folder.length + 1)}: ${reason}`,
      );
      assert.deepEqual(unread, [
        'migrations/app/20260102T0000_a/ops.json: it is not there; node migrations/app/20260102T0000_a/migration.ts writes it',
        'migrations/app/20260103T0000_b/migration.json: it is not there; node migrations/app/20260103T0000_b/migration.ts writes it',
        'migrations/app/20260104T0000_c/ops.json: a closing bracket ] is missing here',
        'migrations/app/20260105T0000_d/migration.json: its "from" is neither null nor a hash of a contract',
      ]);
    }),
  );
});
