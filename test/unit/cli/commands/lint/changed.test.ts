import assert from 'node:assert/strict';
import { runCliHere } from '../../../../helpers/cli-here';
import { datasource, inWorkspace, type Workspace } from '../../../../helpers/workspace';

const service = (name: string): Record<string, string> => ({
  [`services/${name}/package.json`]: '{ "devDependencies": { "prisma": "7.1.0" } }',
  [`services/${name}/prisma/schema.prisma`]: `${datasource}model notes {\n  id String @id\n  body String?\n}\n`,
  [`services/${name}/prisma/migrations/migration_lock.toml`]: 'provider = "postgresql"\n',
  [`services/${name}/prisma/migrations/1_notes/migration.sql`]:
    'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));\n',
});

function start({ git, write, commit }: Workspace, files: Readonly<Record<string, string>> = {}): void {
  git('init', '--quiet');
  write({
    'package.json': '{ "private": true }',
    ...service('a'),
    ...service('b'),
    ...service('c'),
    ...files,
  });
  commit('start');
  git('checkout', '--quiet', '-b', 'work');
}

interface Linted {
  readonly projects: readonly { readonly root: string; readonly untouched?: true; readonly linted: number }[];
}

/** The services that are looked at. */
async function touched({ folder }: Workspace, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await runCliHere(folder, ['lint', '--changed', '--format', 'json', ...args]);
  assert.ok(stdout.startsWith('{'), stderr);
  const { projects } = JSON.parse(stdout) as Linted;
  assert.equal(projects.length, 3);
  for (const { linted, untouched } of projects) assert.ok(untouched !== true || linted === 0);
  return projects
    .flatMap(({ root, untouched }) => (untouched ? [] : [root.replace('services/', '')]))
    .join(' ');
}

const draft = 'services/b/prisma/migrations/2_more/migration.sql';

describe('lint --changed', () => {
  it(
    'looks only at projects that differ from the base, and says how many it leaves out',
    inWorkspace(async (workspace) => {
      start(workspace);
      const { folder, write } = workspace;
      assert.deepEqual(await runCliHere(folder, ['lint', '--changed']), {
        exitCode: 0,
        stdout: 'Nothing to lint; 3 projects are as at the base and not linted\n',
        stderr: '',
      });
      write({ [draft]: '-- DropIndex\nDROP INDEX "notes_lower";\n' });
      const { exitCode, stdout } = await runCliHere(folder, ['lint', '--changed']);
      assert.equal(exitCode, 1);
      assert.match(stdout, /^services\/b\/prisma\/migrations\/2_more\/migration\.sql\n/);
      assert.match(stdout, /\n1 error in 1 of 2 migrations; 2 projects are as at the base and not linted\n$/);
    }),
  );

  const changes: readonly (readonly [
    title: string,
    files: Record<string, string | undefined>,
    who: string,
  ])[] = [
    ['a new migration', { [draft]: 'SELECT 1;\n' }, 'b'],
    ['a migration that is gone', { 'services/a/prisma/migrations/1_notes/migration.sql': undefined }, 'a'],
    ['an empty folder among migrations', { 'services/a/prisma/migrations/3_x/.keep': '' }, 'a'],
    ['a schema', { 'services/c/prisma/schema.prisma': datasource }, 'c'],
    ['a file beside the schema', { 'services/c/prisma/more.prisma': 'model m {\n  id Int @id\n}\n' }, 'c'],
    ['drift-ignore.json that has come', { 'services/a/prisma/drift-ignore.json': '{}' }, 'a'],
    ['migration-guard.json that has come', { 'services/a/migration-guard.json': '{}' }, 'a'],
    ['a Prisma config that has come', { 'services/a/prisma.config.ts': 'export default {};\n' }, 'a'],
    ['the own package.json', { 'services/b/package.json': '{ "dependencies": { "prisma": "6.1.0" } }' }, 'b'],
    ['what only one extends', { 'guards/one.json': '{ "rules": { "ignored-pattern": "error" } }' }, 'c'],
    ['what all extend, one by way of another', { 'guards/all.json': '{ "paths": [] }' }, 'b c'],
    ['the lock file that tells the version of Prisma', { 'package-lock.json': '{}' }, 'a b c'],
    ['line ends', { 'services/a/prisma/migrations/migration_lock.toml': 'provider = "postgresql"\r\n' }, ''],
    ['a file of no matter', { 'services/a/src/index.ts': '', 'services/a/README.md': 'x' }, ''],
  ];
  for (const [title, files, who] of changes) {
    it(
      `counts ${title}`,
      inWorkspace(async (workspace) => {
        start(workspace, {
          'package-lock.json': '{ "lockfileVersion": 3 }',
          'guards/all.json': '{}',
          'guards/one.json': '{ "extends": "./all.json" }',
          'services/b/migration-guard.json': '{ "extends": "../../guards/all.json" }',
          'services/c/migration-guard.json': '{ "extends": "../../guards/one.json" }',
        });
        workspace.write(files);
        assert.equal(await touched(workspace), who);
        workspace.commit('the change');
        assert.equal(await touched(workspace), who);
      }),
    );
  }

  it(
    'leaves nothing out where git cannot say what has changed, and says so',
    inWorkspace(async (workspace) => {
      workspace.write({ 'package.json': '{}', ...service('a'), ...service('b'), ...service('c') });
      assert.equal(await touched(workspace), 'a b c');
      const { stdout } = await runCliHere(workspace.folder, ['lint', '--changed']);
      assert.match(
        stdout,
        /Note: It is not known what has changed \(there is no git work tree\), so --changed\s/,
      );
    }),
  );

  it(
    'keeps to the base that is named, and refuses one that is not there',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({ [draft]: 'SELECT 1;\n' });
      workspace.commit('a draft');
      assert.equal(await touched(workspace, '--base', 'main'), 'b');
      assert.equal(await touched(workspace, '--base', 'HEAD'), '');
      assert.equal(await touched(workspace, '--base', 'none'), 'a b c');
      const { exitCode, stderr } = await runCliHere(workspace.folder, [
        'lint',
        '--changed',
        '--base',
        'gone',
      ]);
      assert.equal(exitCode, 2);
      assert.match(stderr, /The base gone is not a commit of this repository/);
    }),
  );
});
