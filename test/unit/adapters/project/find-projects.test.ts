import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { isHumanError } from '../../../../src/core/human-error';
import { findProjects } from '../../../../src/adapters/project/find-projects';
import { openProjects } from '../../../../src/adapters/open-projects';
import { datasource, inWorkspace, migrations, schemaWith, type Workspace } from '../../../helpers/workspace';

/** One line a project: root, migrations folder, schema, and the migrations that were named. */
async function found({ folder }: Workspace, paths: string[] = [], cwd = folder): Promise<string[]> {
  return (await findProjects(paths, cwd)).map(({ paths: located, only, tree }) => {
    assert.equal(tree.root, folder);
    const schema = located.schema ? `${located.schema.kind} ${located.schema.path}` : 'no schema';
    return [located.root || '.', located.migrations, schema, ...(only ? [[...only].join(' ')] : [])].join(
      ', ',
    );
  });
}

const usual = {
  'package.json': '{}',
  'prisma/schema.prisma': schemaWith('A'),
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  ...migrations('prisma/migrations', '20240101000000_a', '20240102000000_b'),
};
const usualProject = '., prisma/migrations, file prisma/schema.prisma';

describe('a project in the usual place', () => {
  for (const start of [
    '',
    'prisma',
    'prisma/migrations',
    'prisma/schema.prisma',
    'src/deep',
    'package.json',
  ]) {
    it(
      `is found from ${start || 'its folder'}`,
      inWorkspace(async (workspace) => {
        workspace.write({ ...usual, 'src/deep/a.ts': '' });
        workspace.git('init', '--quiet');
        assert.deepEqual(await found(workspace, start === '' ? [] : [start]), [usualProject]);
      }),
    );
  }

  it(
    'is given once, with the migrations that were named',
    inWorkspace(async (workspace) => {
      workspace.write(usual);
      const paths = [
        'prisma/migrations/20240102000000_b/migration.sql',
        'prisma/migrations/20240101000000_a',
      ];
      assert.deepEqual(await found(workspace, paths), [`${usualProject}, 20240102000000_b 20240101000000_a`]);
      assert.deepEqual(
        await found(workspace, [...paths, '.']),
        [usualProject],
        'all of it was named as well',
      );
      assert.deepEqual(await found(workspace, ['migration.sql'], workspace.at(paths[1]!)), [
        `${usualProject}, 20240101000000_a`,
      ]);
    }),
  );

  it(
    'needs no migrations yet',
    inWorkspace(async (workspace) => {
      workspace.write({ 'package.json': '{}', 'prisma/schema.prisma': datasource });
      assert.deepEqual(await found(workspace), [usualProject]);
    }),
  );
});

describe('a folder inside a project', () => {
  for (const [what, files, from, expected] of [
    [
      'whose config further up keeps the migrations elsewhere',
      {
        'prisma.config.ts':
          "export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'db/history' } })",
        'prisma/schema.prisma': schemaWith('A'),
        ...migrations('db/history', '1_a'),
      },
      ['', 'prisma', 'prisma/schema.prisma', 'db', 'db/history', 'src'],
      '., db/history, file prisma/schema.prisma',
    ],
    [
      'that holds some files of its schema',
      {
        'package.json': '{"prisma":{"schema":"./prisma"}}',
        'prisma/main.prisma': datasource,
        'prisma/models/b.prisma': 'model B {\n id Int @id\n}\n',
        ...migrations('prisma/migrations', '1_a'),
      },
      ['', 'prisma', 'prisma/models', 'prisma/models/b.prisma', 'src'],
      '., prisma/migrations, folder prisma',
    ],
  ] as const) {
    it(
      `${what} leads to the project`,
      inWorkspace(async (workspace) => {
        workspace.write({ 'package.json': '{}', 'src/a.ts': '', ...files });
        for (const start of from)
          assert.deepEqual(await found(workspace, start === '' ? [] : [start]), [expected], start);
      }),
    );
  }

  it(
    'that is a new project of its own stays one',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...usual,
        'apps/new/package.json': '{}',
        'apps/new/prisma/schema.prisma': schemaWith('A'),
      });
      assert.deepEqual(await found(workspace, ['apps/new']), [
        'apps/new, apps/new/prisma/migrations, file apps/new/prisma/schema.prisma',
      ]);
    }),
  );
});

describe('several schemas in one folder', () => {
  for (const folder of ['prisma', 'db']) {
    it(
      `are projects of their own: ${folder}/*/schema.prisma`,
      inWorkspace(async (workspace) => {
        const files = ['billing', 'users'].map((name) => ({
          [`${folder}/${name}/schema.prisma`]: schemaWith('A'),
          ...migrations(`${folder}/${name}/migrations`, '1_a'),
        }));
        workspace.write({ 'package.json': '{}', ...files[0], ...files[1] });
        const line = (name: string): string =>
          `., ${folder}/${name}/migrations, file ${folder}/${name}/schema.prisma`;
        assert.deepEqual(await found(workspace), ['billing', 'users'].map(line));
        assert.deepEqual(await found(workspace, [`${folder}/users`]), [line('users')]);
      }),
    );
  }

  it(
    'are told apart by their configs',
    inWorkspace(async (workspace) => {
      const files = ['billing', 'users'].map((name) => ({
        [`${name}.prisma`]: schemaWith('A'),
        [`apps/${name}/prisma.config.ts`]: `export default { schema: '../../${name}.prisma', migrations: { path: './sql' } }`,
        ...migrations(`apps/${name}/sql`, '1_a'),
      }));
      workspace.write({ 'package.json': '{}', ...files[0], ...files[1] });
      assert.deepEqual(await found(workspace, ['apps']), [
        'apps/billing, apps/billing/sql, file billing.prisma',
        'apps/users, apps/users/sql, file users.prisma',
      ]);
    }),
  );
});

describe('paths that lead nowhere', () => {
  for (const [given, sentence] of [
    ['missing', /^missing could not be found\. Check the path\.$/],
    ['README.md', /^README\.md is neither a migration\.sql nor part of a Prisma project/],
    ['docs', /^No Prisma project was found for docs\. Name a migration\.sql/],
    ['', /^No Prisma project was found for ''\. Name a migration\.sql/],
  ] as const) {
    it(
      `are told: ${given}`,
      inWorkspace(async (workspace) => {
        workspace.write({ 'package.json': '{}', 'README.md': '', 'docs/a.md': '' });
        await assert.rejects(found(workspace, [given]), (error) => {
          assert.ok(isHumanError(error));
          assert.match(error.message, sentence);
          return true;
        });
      }),
    );
  }

  it(
    'are told: a folder among migrations that has no script',
    inWorkspace(async (workspace) => {
      workspace.write({ ...usual, 'prisma/migrations/20240103000000_c/README.md': '' });
      await assert.rejects(found(workspace, ['prisma/migrations/20240103000000_c']), {
        name: 'HumanError',
        message:
          "prisma/migrations/20240103000000_c has no migration.sql. Name a folder that has one, or the project's folder.",
      });
    }),
  );

  it(
    'are no error where none was given',
    inWorkspace(async (workspace) => {
      workspace.write({ 'package.json': '{}' });
      assert.deepEqual(await found(workspace), []);
    }),
  );
});

describe('a search downwards', () => {
  it(
    'finds every project of a monorepo, but nothing ignored, built or installed',
    inWorkspace(async (workspace) => {
      const project = (folder: string): Record<string, string> => ({
        [`${folder}/package.json`]: '{}',
        [`${folder}/prisma/schema.prisma`]: schemaWith('A'),
        ...migrations(`${folder}/prisma/migrations`, '20240101000000_a'),
      });
      workspace.write({
        '.gitignore': 'tmp*/\n!tmp-kept/\n/apps/*/cache\n',
        'package.json': '{}',
        'apps/.gitignore': '/old\n',
        'apps/two/.gitignore': '!/cache\n',
        ...[
          'apps/one',
          'apps/two',
          'tmp-kept',
          'apps/one/cache',
          'apps/two/cache',
          'apps/old/inner',
          'tmp1',
          'dist',
        ].reduce((files, folder) => ({ ...files, ...project(folder) }), project('apps/two/node_modules/x')),
        'apps/lite/prisma/schema.prisma': 'datasource db {\n  provider = "sqlite"\n}\n',
        'apps/new/prisma/schema.prisma': schemaWith('A'),
        'apps/new/package.json': '{}',
      });
      const line = (folder: string): string =>
        `${folder}, ${folder}/prisma/migrations, file ${folder}/prisma/schema.prisma`;
      assert.deepEqual(
        await found(workspace),
        ['apps/one', 'apps/two/cache', 'apps/two', 'tmp-kept', 'apps/new'].map(line),
      );
      assert.deepEqual(await found(workspace, ['apps/old']), [line('apps/old/inner')], 'asked for by name');
    }),
  );

  it(
    'takes neither old migrations beside the real ones nor other tools’ for a project',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...usual,
        ...migrations('prisma/migrations_sqlite', '20230101000000_a'),
        ...migrations('other/drizzle', '20230101000000_a'),
        'other/drizzle/20230101000000_a/snapshot.json': '{}',
        ...migrations('test', 'old'),
      });
      assert.deepEqual(await found(workspace), [usualProject]);
      assert.deepEqual(await found(workspace, ['prisma/migrations_sqlite']), [
        '., prisma/migrations_sqlite, file prisma/schema.prisma',
      ]);
    }),
  );

  it(
    'ends where links make a circle',
    inWorkspace(async (workspace) => {
      workspace.write({ ...usual, 'prisma/more.prisma': '' });
      fs.symlinkSync('..', workspace.at('prisma/up'));
      fs.symlinkSync('self', workspace.at('prisma/self'));
      assert.deepEqual(await found(workspace), [usualProject]);
      workspace.write({ 'package.json': '{"prisma":{"schema":"prisma"}}' });
      const [project] = await openProjects([], { cwd: workspace.folder, git: false });
      const names = project?.source.schema.map(({ file }) => path.relative(workspace.at('prisma'), file));
      assert.deepEqual(names, ['more.prisma', 'schema.prisma']);
    }),
  );
});

describe('a schema in another place', () => {
  const cases: Record<string, { files: Record<string, string>; expected: string }> = {
    'named by a config file': {
      files: {
        'prisma.config.ts': `export default defineConfig({ schema: 'db/main.prisma', migrations: { path: 'sql' } })`,
        'db/main.prisma': schemaWith('A'),
        'db/other.prisma': schemaWith('B'),
        ...migrations('sql', '1_a'),
      },
      expected: '., sql, file db/main.prisma',
    },
    'named by the config file that Prisma takes first': {
      files: {
        'prisma.config.js': `module.exports = { schema: 'wrong.prisma' }`,
        'wrong.prisma': schemaWith('B'),
        'right.prisma': schemaWith('A'),
        '.config/prisma7.mts': `export default { schema: '../right.prisma', migrations: { path: '../migrations' } }`,
        ...migrations('migrations', '1_a'),
      },
      expected: '., migrations, file right.prisma',
    },
    'named by package.json': {
      files: {
        'package.json': '{"prisma":{"schema":"./db/schema"}}',
        'db/schema/a.prisma': datasource,
        'db/schema/deep/b.prisma': 'model B {\n id Int @id\n}\n',
        ...migrations('db/schema/migrations', '1_a'),
      },
      expected: '., db/schema/migrations, folder db/schema',
    },
    'of several files beside the migrations': {
      files: {
        'prisma/schema/a.prisma': datasource,
        'prisma/schema/b.prisma': 'model B {\n id Int @id\n}\n',
        ...migrations('prisma/migrations', '1_a'),
      },
      expected: '., prisma/migrations, folder prisma/schema',
    },
    'of several files below a head without models': {
      files: {
        'prisma/schema.prisma': datasource,
        'prisma/models/b.prisma': 'model B {\n id Int @id\n}\n',
        ...migrations('prisma/migrations', '1_a'),
      },
      expected: '., prisma/migrations, folder prisma',
    },
    'alone, though a file lies beside it': {
      files: {
        'prisma/schema.prisma': schemaWith('A'),
        'prisma/old.prisma': 'model A {\n id Int @id\n}\n',
        ...migrations('prisma/migrations', '1_a'),
      },
      expected: '., prisma/migrations, file prisma/schema.prisma',
    },
    'under another name, with migrations under another': {
      files: { 'db/main.prisma': schemaWith('A'), ...migrations('db/migration', '1_a') },
      expected: '., db/migration, file db/main.prisma',
    },
    'further up': {
      files: { 'main.prisma': schemaWith('A'), ...migrations('db/sql/migrations', '1_a') },
      expected: '., db/sql/migrations, file main.prisma',
    },
    nowhere: { files: migrations('db/migrations', '1_a'), expected: '., db/migrations, no schema' },
    'nowhere, while another project has one': {
      files: { ...usual, ...migrations('db/migrations', '1_a') },
      expected: '., db/migrations, no schema',
    },
  };
  for (const [name, { files, expected }] of Object.entries(cases)) {
    it(
      `is found: ${name}`,
      inWorkspace(async (workspace) => {
        workspace.write({ 'package.json': '{}', ...files });
        const folder = expected.split(', ')[1]!;
        assert.deepEqual(await found(workspace, [folder]), [expected], 'from its migrations');
        if (!('prisma/schema.prisma' in files) || !folder.startsWith('db/')) {
          assert.deepEqual(await found(workspace), [expected], 'from the top');
        }
      }),
    );
  }

  it(
    'that a setting names in vain, or in a way that cannot be read, is told',
    inWorkspace(async (workspace) => {
      workspace.write({ ...usual, 'package.json': '{"prisma":{"schema":"gone.prisma"}}' });
      const [first] = await findProjects([], workspace.folder);
      assert.deepEqual(first?.paths.notices, [
        'package.json names the schema gone.prisma, which is not there.',
      ]);
      workspace.write({ ...usual, 'prisma.config.ts': 'export default { schema: pick() }' });
      const [second] = await findProjects([], workspace.folder);
      assert.deepEqual(second?.paths.notices, [
        'prisma.config.ts: schema is not a plain path, and lint runs no code; the default path is used.',
      ]);
    }),
  );
});
