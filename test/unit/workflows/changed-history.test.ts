import assert from 'node:assert/strict';
import { openProjects } from '../../../src/adapters/open-projects';
import { lintProject } from '../../../src/workflows/lint';
import { openLinter } from '../../helpers/open-linter';
import { datasource, inWorkspace, type Workspace } from '../../helpers/workspace';

const folder = 'prisma/migrations';
const file = (name: string): string => `${folder}/${name}/migration.sql`;

const notes = '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "body" TEXT);\n';
const partial = 'CREATE INDEX notes_body ON notes (body)\n  WHERE body IS NOT NULL;\n';

/** A repository whose base holds a table and a partial index made by hand. */
function start({ git, write, commit }: Workspace): void {
  git('init', '--quiet');
  write({
    'package.json': '{}',
    'prisma/schema.prisma': `${datasource}model notes {\n  id String @id\n  body String?\n}\n`,
    [file('1_notes')]: notes,
    [file('2_body')]: partial,
  });
  commit('start');
}

/** The findings as a person reads them: `severity rule: message`. */
async function findings({ folder: cwd }: Workspace): Promise<string[]> {
  const [project] = await openProjects([], { cwd });
  assert.ok(project);
  const { findings: found } = await lintProject(project.source);
  return found.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
}

describe('a settled migration', () => {
  const edits: [title: string, text: string, expected: string[]][] = [
    ['is left alone while it is as it was', partial, []],
    ['may have other line ends, which Prisma accepts', partial.replaceAll('\n', '\r\n'), []],
    [
      'gives an error if only a comment was added',
      `-- why\n${partial}`,
      [
        'error edited-settled-migration: Changes comments or white space of 2_body, which is part of the base already.',
      ],
    ],
    [
      'is told of with an error where its SQL was changed',
      partial.replace('IS NOT NULL', "<> ''"),
      ['error edited-settled-migration: Changes the SQL of 2_body, which is part of the base already.'],
    ],
  ];
  for (const [title, text, expected] of edits) {
    it(
      title,
      inWorkspace(async (workspace) => {
        start(workspace);
        workspace.write({ [file('2_body')]: text });
        assert.deepEqual(await findings(workspace), expected);
      }),
    );
  }

  it(
    'is told of when its folder was renamed, once, and nothing is lost',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({ [`${folder}/2_body`]: undefined, [file('3_body')]: partial });
      assert.deepEqual(await findings(workspace), [
        'error edited-settled-migration: Renames 2_body, which is part of the base already, to 3_body.',
      ]);
    }),
  );

  it(
    'can be suppressed with a reason, which stays readable in the report',
    inWorkspace(async (workspace) => {
      start(workspace);
      const excuse = '-- migration-guard-ignore-file edited-settled-migration: nobody has applied it yet\n';
      workspace.write({ [file('2_body')]: excuse + partial });
      const [project] = await openProjects([], { cwd: workspace.folder });
      const { findings: found } = await lintProject(project!.source);
      assert.deepEqual(
        found.map(({ suppressed }) => suppressed?.reason),
        ['nobody has applied it yet'],
      );
    }),
  );
});

describe('a squash', () => {
  const squash = (again: string): Record<string, string | undefined> => ({
    [`${folder}/1_notes`]: undefined,
    [`${folder}/2_body`]: undefined,
    [file('0_init')]: `-- squashed\n${notes}${again}`,
  });
  const lost = (found: string[]): string[] => found.filter((line) => line.includes('lost-from-history'));

  it(
    'that forgets an index is told of with the index',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write(squash(''));
      const found = await findings(workspace);
      assert.equal(found.filter((line) => line.includes('Deletes 2 migrations')).length, 1);
      const [line = ''] = lost(found);
      assert.match(
        line,
        /^error lost-from-history: Loses notes_body, a partial index on notes\.body: the history at/,
      );
    }),
  );

  it(
    'that makes the index again loses nothing, also by another name',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write(squash(partial));
      assert.deepEqual(lost(await findings(workspace)), []);
      workspace.write({ [file('0_init')]: notes + partial.replace('notes_body', 'by_body') });
      assert.deepEqual(lost(await findings(workspace)), []);
    }),
  );

  it(
    'may drop an index by a statement, which the other rules judge',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({ ...squash(partial), [file('3_drop')]: 'DROP INDEX notes_body;\n' });
      assert.deepEqual(lost(await findings(workspace)), []);
    }),
  );

  it(
    'is none where a comment was changed and a draft makes the index a second time, which another rule judges',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({
        [file('2_body')]: `-- why\n${partial}`,
        [file('3_again')]: 'CREATE INDEX notes_body ON notes (body);\n',
      });
      const found = await findings(workspace);
      assert.deepEqual(lost(found), []);
      assert.equal(found.filter((line) => line.includes('duplicate-protected-index')).length, 1);
    }),
  );

  const inEditor = async ({ folder: cwd }: Workspace, name: string) => {
    const [project] = await openProjects([], { cwd });
    const { lint, lintText } = await openLinter(project!.source);
    const migration = project!.source.migrations.find((one) => one.name === name);
    const said = async (text: string) =>
      (await lintText({ ...migration!, text })).map(({ message }) => message);
    return {
      whole: (await lint())
        .filter(({ file: inFile }) => inFile === migration!.file)
        .map(({ message }) => message),
      open: await said(migration!.text),
      typed: await said(`${migration!.text}\n-- and more`),
    };
  };

  it(
    'that forgets an index says so in the open file too, also while somebody types',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write(squash(''));
      const { whole, open, typed } = await inEditor(workspace, '0_init');
      assert.equal(whole.filter((message) => message.startsWith('Loses notes_body')).length, 1);
      assert.deepEqual([open, typed], [whole, whole]);
    }),
  );

  it(
    'that makes another index says so in the open file too, where its statement has not moved',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write(squash('CREATE INDEX notes_body ON notes (body);\n'));
      const { whole, open, typed } = await inEditor(workspace, '0_init');
      assert.equal(whole.filter((message) => message.startsWith('Makes notes_body another')).length, 1);
      assert.deepEqual([open, typed], [whole, []]);
    }),
  );
});
