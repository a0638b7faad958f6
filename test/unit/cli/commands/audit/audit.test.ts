import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { runCliHere } from '../../../../helpers/cli-here';
import { inWorkspace, migrations, schemaWith, type Workspace } from '../../../../helpers/workspace';

const files = {
  'package.json': '{}',
  'prisma/schema.prisma': schemaWith('A'),
  ...migrations('prisma/migrations', '1_a'),
};

const configuration = `{
  "rules": { "drop-unknown-index": "off" },
  "ignore": [
    { "migration": "1_a", "rule": "drop-protected-index", "index": "a_lower", "reason": "search moved to another service, and nobody has asked for it since then" }
  ]
}
`;

/** A repository in which somebody with an unfriendly name loosened the guard. */
function start({ git, write }: Workspace): string {
  git('init', '--quiet');
  write({ ...files, 'migration-guard.json': configuration });
  git('add', '--all');
  git(
    'commit',
    '--quiet',
    '--author=Eve\u001b[31m <eve@example.com>',
    '--date=2026-03-01T10:00:00Z',
    '-m',
    'Loosen',
  );
  return git('rev-parse', 'HEAD');
}

describe('audit', () => {
  it(
    'prints what, why, who, when and where, by kind, at most as wide as the terminal, and exits 0',
    inWorkspace(async (workspace) => {
      const commit = start(workspace).slice(0, 9);
      const { exitCode, stdout, stderr } = await runCliHere(workspace.folder, ['audit'], { COLUMNS: '60' });
      assert.equal(
        stdout,
        `Suppressions
  drop-protected-index about a_lower in 1_a
    It suppresses nothing any more.
    search moved to another service, and nobody has asked
    for it since then
    Eve\\x1b[31m, 2026-03-01, commit ${commit} (Loosen)
    migration-guard.json:4

Rules that are off, or say less than usual
  drop-unknown-index: off (usually up to warning)
    no reason given
    Eve\\x1b[31m, 2026-03-01, commit ${commit} (Loosen)
    migration-guard.json:2

1 suppression (1 of them unused), 1 loosened rule, 0 skipped
paths, 0 entries of drift-ignore.json.
`,
      );
      assert.deepEqual([exitCode, stderr], [0, '']);
      const colored = await runCliHere(workspace.folder, ['db:audit', '.', '--color'], { COLUMNS: '60' });
      assert.equal(stripVTControlCharacters(colored.stdout), stdout);
      assert.doesNotMatch(stdout + colored.stdout, /example\.com/);
    }),
  );

  it(
    'prints the same as JSON',
    inWorkspace(async (workspace) => {
      const commit = start(workspace);
      const origin = {
        ...{
          kind: 'commit',
          commit,
          author: 'Eve\u001b[31m',
          date: '2026-03-01T10:00:00+00:00',
          summary: 'Loosen',
        },
      };
      const { exitCode, stdout } = await runCliHere(workspace.folder, [
        'audit',
        '--json',
        '--project',
        'prisma',
      ]);
      assert.deepEqual(
        ['\u001b', 'example.com'].filter((one) => stdout.includes(one)),
        [],
      );
      assert.deepEqual(JSON.parse(stdout), {
        version: 1,
        projects: [
          {
            root: '.',
            skipped: null,
            migrationsFolder: 'prisma/migrations',
            entries: [
              {
                ...{ kind: 'suppression', form: 'config', rule: 'drop-protected-index', migration: '1_a' },
                ...{ index: 'a_lower', use: 'unused', file: 'migration-guard.json', line: 4, origin },
                reason: 'search moved to another service, and nobody has asked for it since then',
              },
              {
                ...{
                  kind: 'rule',
                  rule: 'drop-unknown-index',
                  setting: 'off',
                  usual: 'warning',
                  reason: null,
                },
                ...{ file: 'migration-guard.json', line: 2, origin },
              },
            ],
            ...{ unread: [], broken: [], notices: [] },
          },
        ],
      });
      assert.equal(exitCode, 0);
    }),
  );

  it(
    'names what drift-ignore.json protects by kind and table, and counts it',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...files,
        'prisma/drift-ignore.json': JSON.stringify({
          protectedIndexes: [{ name: 'a_lower', table: 'A' }],
          protectedObjects: [
            { kind: 'check', name: 'a_short', table: 'A' },
            { kind: 'row level security', name: 'A', table: 'A' },
            { kind: 'view', name: 'newest' },
          ],
        }),
      });
      const { stdout } = await runCliHere(workspace.folder, ['audit']);
      const titles = stdout.split('\n').filter((line) => /^ {2}\S/.test(line));
      assert.deepEqual(titles, [
        '  a_lower on A',
        '  CHECK constraint a_short on A',
        '  row level security of A',
        '  view newest',
      ]);
      assert.match(stdout, /^What else drift-ignore\.json protects$/m);
      assert.match(stdout, /4 entries\s+of\s+drift-ignore\.json\.$/m);
      const json = await runCliHere(workspace.folder, ['audit', '--json']);
      assert.match(json.stdout, /"objectKind": ?"row level security",\s*"name": ?"A",\s*"table": ?"A"/);
    }),
  );

  it(
    'exits 2 for mistakes in a file and for a git that refuses, with what it could read',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.git('config', 'blame.ignoreRevsFile', 'nowhere');
      workspace.write({ 'migration-guard.json': configuration.replace('"off"', '"never"') });
      const { exitCode, stdout, stderr } = await runCliHere(workspace.folder, ['audit'], { COLUMNS: '200' });
      assert.equal(exitCode, 2);
      assert.match(stdout, /drop-protected-index about a_lower in 1_a\n {4}search moved/);
      assert.match(stdout, /not known who wrote it: git could not say/);
      assert.match(stderr, /^migration-guard: migration-guard\.json:2:36: .*must be/m);
      assert.match(stderr, /Who wrote migration-guard\.json is not known: git says: fatal: could not open/);
    }),
  );

  it(
    'says that there is nothing, and of a project of another database that it was not looked at',
    inWorkspace(async (workspace) => {
      workspace.write({
        'a/package.json': '{}',
        'a/prisma/schema.prisma': schemaWith('A'),
        ...migrations('a/prisma/migrations', '1_a'),
        'b/package.json': '{}',
        'b/prisma/schema.prisma': schemaWith('A').replace('postgresql', 'mysql'),
        ...migrations('b/prisma/migrations', '1_a'),
      });
      const { exitCode, stdout, stderr } = await runCliHere(workspace.folder, ['audit', 'a', 'b']);
      assert.equal(
        stdout,
        'a\n\nNothing is suppressed, loosened, skipped or listed.\n\nb\n\nNot looked at: the project uses MySQL.\n',
      );
      assert.deepEqual([exitCode, stderr], [0, '']);
    }),
  );
});
