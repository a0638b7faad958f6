import assert from 'node:assert/strict';
import fs from 'node:fs';
import { buildCli, runCli } from '../../../../helpers/cli';
import { datasource, inWorkspace, type Workspace } from '../../../../helpers/workspace';

const init = 'prisma/migrations/20250101000000_init/migration.sql';

const files = {
  'package.json': '{ "devDependencies": { "prettier": "3.0.0", "prisma": "7.10.0" } }\n',
  'prisma/schema.prisma': `${datasource}\nmodel notes {\n  id   String  @id\n  body String?\n  e    Unsupported("vector(768)")?\n}\n`,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [init]: `CREATE TABLE notes (id TEXT NOT NULL, body TEXT, e vector(768), CONSTRAINT notes_pkey PRIMARY KEY (id));
CREATE INDEX notes_fast ON notes USING hash (body);
CREATE INDEX notes_some ON notes (body) WHERE id <> '';
CREATE INDEX notes_e ON notes USING hnsw (e vector_l2_ops);
`,
};

/** In a repository whose only commit has these files. */
const inRepository = (more: Record<string, string>, body: (workspace: Workspace) => Promise<void>) =>
  inWorkspace(async (workspace) => {
    workspace.write({ ...files, ...more });
    workspace.git('init', '--quiet');
    workspace.commit('Begin');
    await body(workspace);
  });

const run = ({ folder }: Workspace, ...args: string[]) => runCli(folder, ['init', ...args]);
const textOf = ({ at }: Workspace, file: string): string => fs.readFileSync(at(file), 'utf8');
const changed = ({ git }: Workspace): string[] =>
  git('status', '--porcelain', '--untracked-files=all')
    .split('\n')
    .map((line) => line.trim().replace(/^\S+\s+/, ''))
    .filter((line) => line !== '');

describe('init', () => {
  before(buildCli);

  it(
    'lists every protected index with its kind, where it comes from and what makes it',
    inRepository({}, async (workspace) => {
      const { exitCode, stdout } = await run(workspace);
      assert.equal(exitCode, 0);
      assert.match(stdout, /^Wrote prisma\/drift-ignore\.json$/m);
      assert.match(
        stdout.replace(/\s+/g, ' '),
        /Also offered: --declare \(1 in schema\.prisma\), --gitattributes/,
      );
      const parsed: unknown = JSON.parse(textOf(workspace, 'prisma/drift-ignore.json'));
      const madeIn = 'made by hand in 20250101000000_init';
      assert.deepEqual(parsed, {
        protectedIndexes: [
          {
            name: 'notes_fast',
            table: 'notes',
            type: 'hash',
            description: `a hash index on notes.body, ${madeIn}`,
            recreateSQL: 'CREATE INDEX notes_fast ON notes USING hash (body);',
          },
          {
            name: 'notes_some',
            table: 'notes',
            type: 'partial',
            description: `a partial index on notes.body, ${madeIn}`,
            recreateSQL: "CREATE INDEX notes_some ON notes (body) WHERE id <> '';",
          },
          {
            name: 'notes_e',
            table: 'notes',
            type: 'hnsw',
            description: `an hnsw index on notes.e, ${madeIn}`,
            recreateSQL: 'CREATE INDEX notes_e ON notes USING hnsw (e vector_l2_ops);',
          },
        ],
      });
      assert.deepEqual(changed(workspace), ['prisma/drift-ignore.json']);
    }),
  );

  it(
    'keeps comments, order and entries of a file that is there',
    inRepository(
      {
        'prisma/drift-ignore.json':
          '{\n    // why\n    "protectedIndexes": [\n        { "name": "notes_some", "note": "ours" }, // first\n    ],\n    "ignorePatterns": []\n}\n',
      },
      async (workspace) => {
        assert.equal((await run(workspace)).exitCode, 0);
        const text = textOf(workspace, 'prisma/drift-ignore.json');
        assert.match(
          text,
          /^\{\n {4}\/\/ why\n {4}"protectedIndexes": \[\n {8}\{ "name": "notes_some", "note": "ours" \}, \/\/ first\n {8}\{\n {12}"name": "notes_fast",/,
        );
        assert.ok(text.endsWith(',\n    ],\n    "ignorePatterns": []\n}\n'));
        assert.equal(text.match(/"name"/g)?.length, 3);
      },
    ),
  );

  it(
    'does the rest by --yes and --declare, and nothing more the second time',
    inRepository({ '.gitattributes': '*.png binary\n' }, async (workspace) => {
      assert.equal((await run(workspace, '--yes', '--declare')).exitCode, 0);
      assert.deepEqual(changed(workspace), [
        '.gitattributes',
        'prisma/schema.prisma',
        '.prettierignore',
        '.vscode/settings.json',
        'prisma/drift-ignore.json',
      ]);
      assert.equal(textOf(workspace, '.gitattributes'), '*.png binary\nprisma/migrations/** text eol=lf\n');
      assert.equal(textOf(workspace, '.prettierignore'), 'prisma/migrations/\n');
      assert.match(
        textOf(workspace, '.vscode/settings.json'),
        /"\*\*\/prisma\/migrations\/20250101000000_init\/\*\*": true/,
      );
      const schema = textOf(workspace, 'prisma/schema.prisma');
      assert.match(schema, /@@index\(\[body\], map: "notes_fast", type: Hash\)\n\}/);
      // A plain index of 768 dimensions would refuse rows; Prisma 7.10 says nothing of a WHERE clause.
      assert.doesNotMatch(schema, /notes_e|notes_some/);

      const after = workspace.git('stash', 'create');
      const { stdout, exitCode } = await run(workspace, '--yes', '--declare');
      assert.equal(exitCode, 0);
      assert.equal(
        stdout,
        'prisma/drift-ignore.json lists all 3 protected indexes already.\nNothing to write.\nAlso offered: --agents (coding agents).\n',
      );
      assert.equal(workspace.git('diff', after, '--stat'), '');
    }),
  );

  it(
    'writes nothing by --dry-run, and shows what it would',
    inRepository({}, async (workspace) => {
      const { exitCode, stdout } = await run(workspace, '--dry-run', '--yes');
      assert.equal(exitCode, 0);
      assert.match(stdout, /^ {2}\+ prisma\/migrations\/\*\* text eol=lf$/m);
      assert.match(stdout, /^Nothing was written: this was a dry run\.$/m);
      assert.deepEqual(changed(workspace), []);
    }),
  );

  for (const [file, text] of [
    ['prisma/drift-ignore.json', '{ "protectedIndexes": [ '],
    ['prisma/drift-ignore.json', '[]'],
    ['.vscode/settings.json', '{ "a": '],
  ] as const) {
    it(
      `leaves ${file} to the person where it says ${text}`,
      inRepository({ [file]: text }, async (workspace) => {
        const { exitCode, stdout, stderr } = await run(workspace, '--yes');
        assert.equal(exitCode, 2);
        assert.equal(stdout, '');
        assert.match(
          stderr,
          /^migration-guard: (?:Nothing was written\. The configuration has mistakes\. Correct|\S+ is not JSON[^.]*, so nothing was written:) [^\n]*\.\n$/,
        );
        assert.deepEqual(changed(workspace), []);
      }),
    );
  }

  it(
    'does not mind broken settings of VS Code that nobody wants changed',
    inRepository({ '.vscode/settings.json': '{ "a": ' }, async (workspace) => {
      assert.equal((await run(workspace, '--gitattributes')).exitCode, 0);
      assert.deepEqual(changed(workspace), ['.gitattributes', 'prisma/drift-ignore.json']);
    }),
  );
});
