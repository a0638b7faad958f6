import assert from 'node:assert/strict';
import { openProjects } from '../../../../src/adapters/open-projects';
import { inWorkspace, migrations, schemaWith, type Workspace } from '../../../helpers/workspace';

async function opened({ folder }: Workspace, paths: string[] = []) {
  const projects = await openProjects(paths, { cwd: folder, git: false });
  assert.equal(projects.length, 1);
  return projects[0]!;
}

const names = ['20240101000000_B', '20240101000000_a', '20230101000000_z', '20240101000000_A_b'];

describe('reading a project', () => {
  it(
    'gives every file with its absolute path and its text',
    inWorkspace(async (workspace) => {
      workspace.write({
        'package.json': '{"devDependencies":{"prisma":"^7.1.0"}}',
        'prisma/schema.prisma': schemaWith('A'),
        'prisma/drift-ignore.json': '{"protectedIndexes":[]}',
        'migration-guard.json': '{}',
        'prisma/migration-guard.json': '{ "farther": "away" }',
        'prisma/migrations/migration_lock.toml': '# by Prisma\nprovider = "mysql"\n',
        ...migrations('prisma/migrations', '1_a'),
        'prisma/migrations/empty/README.md': '',
      });
      const { source, notices, migrationsFolder, driftIgnoreFile } = await opened(workspace);
      assert.deepEqual(source, {
        root: workspace.folder,
        migrationsFolder: workspace.at('prisma/migrations'),
        migrations: [
          { name: '1_a', file: workspace.at('prisma/migrations/1_a/migration.sql'), text: '-- 1_a\n' },
        ],
        schema: [{ file: workspace.at('prisma/schema.prisma'), text: schemaWith('A') }],
        driftIgnore: { file: workspace.at('prisma/drift-ignore.json'), text: '{"protectedIndexes":[]}' },
        driftIgnoreFile: workspace.at('prisma/drift-ignore.json'),
        config: { file: workspace.at('migration-guard.json'), text: '{}' },
        prisma: { version: '7.1.0', source: 'required' },
        history: undefined,
        lockProvider: 'mysql',
        emptyFolders: ['empty'],
        unread: [],
      });
      assert.deepEqual(notices, [
        'prisma/migrations/empty has no migration.sql, and Prisma stops there: bring the file back, or move the folder elsewhere.',
      ]);
      assert.equal(migrationsFolder, workspace.at('prisma/migrations'));
      assert.equal(driftIgnoreFile, workspace.at('prisma/drift-ignore.json'));
    }),
  );

  it(
    'leaves the folders of another runner alone, and speaks of them once',
    inWorkspace(async (workspace) => {
      workspace.write({
        'package.json': '{}',
        'prisma/schema.prisma': schemaWith('A'),
        ...migrations('prisma/migrations', '1_a'),
        'prisma/migrations/2_data/migration.ts': 'export {};',
        'prisma/migrations/3_data/migration.js': '',
      });
      const { source, notices } = await opened(workspace);
      assert.deepEqual(source.emptyFolders, []);
      assert.deepEqual(notices, [
        "2 folders in prisma/migrations without a migration.sql: left alone, as another program's.",
      ]);
      workspace.write({ 'prisma/migrations/1_a': undefined, 'prisma/migrations/4_scratch/notes.md': '' });
      const without = await opened(workspace);
      assert.deepEqual([without.source.emptyFolders, without.notices.length], [[], 1]);
    }),
  );

  for (const [version, expected] of [
    ['7.0.0', [...names].sort((a, b) => a.localeCompare(b))],
    ['6.19.3', [...names].sort()],
  ] as const) {
    it(
      `puts migrations in the order of Prisma ${version}`,
      inWorkspace(async (workspace) => {
        workspace.write({
          'package.json': `{"dependencies":{"prisma":"${version}"}}`,
          ...migrations('migrations', ...names),
        });
        const { source } = await opened(workspace);
        assert.deepEqual(
          source.migrations.map(({ name }) => name),
          expected,
        );
      }),
    );
  }

  it(
    'keeps a BOM and line ends, and survives bytes that are no UTF-8',
    inWorkspace(async (workspace) => {
      workspace.write({
        'package.json': '{}',
        'migrations/1_bom/migration.sql': '\uFEFFSELECT 1;\r\n',
        'migrations/2_latin/migration.sql': Buffer.from('-- caf\xe9\n', 'latin1'),
        'migrations/3_wide/migration.sql': Buffer.from('\uFEFFDROP INDEX a;', 'utf16le'),
      });
      const { source, notices } = await opened(workspace);
      const [bom, latin, ...others] = source.migrations;
      assert.equal(bom?.text, '\uFEFFSELECT 1;\r\n');
      assert.equal(latin?.text, '-- caf\uFFFD\n');
      assert.equal(latin.isUtf8, false);
      assert.deepEqual(others, []);
      assert.deepEqual(notices.slice(1), [
        'migrations/2_latin/migration.sql contains characters that are not UTF-8, which Prisma needs: save it as UTF-8.',
      ]);
      const reason = 'it is binary or UTF-16, and Prisma needs UTF-8';
      const file = workspace.at('migrations/3_wide/migration.sql');
      assert.deepEqual(source.unread, [{ file, reason, migration: '3_wide' }]);
    }),
  );

  it(
    'says which file of the schema is not UTF-8',
    inWorkspace(async (workspace) => {
      workspace.write({
        'package.json': '{}',
        'prisma/schema.prisma': Buffer.from(`${schemaWith('A')}// caf\xe9\n`, 'latin1'),
        ...migrations('prisma/migrations', '1_a'),
      });
      assert.deepEqual((await opened(workspace)).notices, [
        'prisma/schema.prisma contains characters that are not UTF-8, which Prisma needs: save it as UTF-8.',
      ]);
    }),
  );

  it(
    'says where drift-ignore.json would be made',
    inWorkspace(async (workspace) => {
      workspace.write({
        'package.json': '{"prisma":{"schema":"prisma/schema"}}',
        'prisma/schema/a.prisma': schemaWith('A'),
        ...migrations('prisma/migrations', '1_a'),
      });
      const first = await opened(workspace);
      assert.equal(first.driftIgnoreFile, workspace.at('prisma/schema/drift-ignore.json'));
      workspace.write({ 'prisma/drift-ignore.json': '{}' });
      const second = await opened(workspace);
      assert.equal(
        second.source.driftIgnore?.file,
        workspace.at('prisma/drift-ignore.json'),
        'beside the migrations',
      );
    }),
  );
});
