import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { prisma8Fixture } from '../../helpers/prisma-8/fixtures';
import { eventually } from '../eventually';
import { viewLines } from '../sidebar/sidebar';
import { saying } from './answers';
import { closeEditor, diagnostics, open, quickFixes } from './screen';

const root = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'notes');
const inProject = (file: string): vscode.Uri => vscode.Uri.joinPath(root, ...file.split('/'));
const made = inProject('migrations/app/20260101T0000_init/ops.json');
const drop = inProject('migrations/app/20260101T0001_without_body/ops.json');

/** What our hovers say at a text of a document. */
async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(text) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    at,
  );
  return hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value)).join();
}

describe('a project of Prisma 8 in a window', function () {
  this.timeout(120_000);

  before(() => {
    for (const [file, text] of Object.entries(prisma8Fixture('raw-sql'))) {
      const { fsPath } = inProject(file);
      fs.mkdirSync(path.dirname(fsPath), { recursive: true });
      fs.writeFileSync(fsPath, text);
    }
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(root.fsPath, { recursive: true });
    await eventually(() => assert.deepEqual(vscode.languages.getDiagnostics(drop), []));
  });

  afterEach(closeEditor);

  it('has its findings among the problems, at their places in ops.json and in migration.ts', async () => {
    const [finding] = await diagnostics(drop, 1, 60_000);
    assert.match(finding!.message, /^Drops the column body of Note, and with it note_trigram, /);
    assert.match(finding!.message, /not declared in contract\.prisma/);
    const text = fs.readFileSync(drop.fsPath, 'utf8').split('\n')[finding!.range.start.line];
    assert.equal(
      text?.slice(finding!.range.start.character, finding!.range.end.character),
      String.raw`DROP COLUMN \"body\"`,
    );
    const related = finding!.relatedInformation!.map(({ location }) =>
      path.posix.basename(location.uri.path),
    );
    assert.deepEqual(related, ['ops.json', 'migration.ts']);
  });

  it('shows its migrations in the order of the chain, and what is protected, without a word of migration.sql', async () => {
    await eventually(async () => {
      const lines = (await viewLines()).filter((line) => line.startsWith('notes'));
      const names = lines.flatMap((line) => /\d{8}T\d{4}_\w+/.exec(line)?.[0] ?? []);
      assert.deepEqual(names.slice(0, 3), [
        '20260601T0000_install_vector_extension',
        '20260101T0000_init',
        '20260101T0001_without_body',
      ]);
      assert.ok(
        lines.some((line) => line.includes('note_hnsw')),
        lines.join('\n'),
      );
      assert.doesNotMatch(lines.join('\n'), /migration\.sql/);
    });
  });

  it('squiggles in an open ops.json while it is edited, and fixes by other files alone', async () => {
    const editor = await open(drop);
    const { document } = editor;
    const [before] = await diagnostics(drop, 1);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n\n'));
    await eventually(() => {
      const [now] = vscode.languages.getDiagnostics(drop);
      assert.equal(now?.range.start.line, before!.range.start.line + 2);
      assert.equal(document.getText(now.range), String.raw`DROP COLUMN \"body\"`);
    });
    await vscode.commands.executeCommand('undo');
    const range = before!.range;
    await eventually(() => assert.deepEqual(vscode.languages.getDiagnostics(drop)[0]?.range, range));
    const fixes = await quickFixes(drop, range);
    const titles = fixes.map(({ title }) => title);
    assert.deepEqual(titles.sort(), [
      'It is deliberate: suppress cascade-drops-protected-index in migration-guard.json',
      'List note_trigram in drift-ignore.json',
      'What cascade-drops-protected-index means',
    ]);
    const edited = fixes.flatMap(
      ({ edit }) => edit?.entries().map(([uri]) => path.posix.basename(uri.path)) ?? [],
    );
    assert.deepEqual(edited.sort(), ['drift-ignore.json', 'migration-guard.json']);
  });

  it('says under the pointer what an index is, and where it was made', async () => {
    const { document } = await open(made);
    const text = await hoverAt(document, 'note_hnsw ON');
    assert.match(text, /\*\*note\\_hnsw\*\*, an hnsw index/);
    const line = document.positionAt(document.getText().indexOf('CREATE INDEX note_hnsw')).line + 1;
    assert.match(text, new RegExp(String.raw`20260101T0000_init/ops\.json#L${line}\)`));
  });

  it('says what a command does not do there, and runs nothing', async () => {
    for (const [command, words] of [
      ['migrate', /prisma db migrate/],
      ['checkDrift', /keep the hashes of migrations/],
      ['verify', /Prisma 7 and earlier/],
    ] as const) {
      const said = await saying(() =>
        vscode.commands.executeCommand(`migrationGuard.${command}`, root.toString()),
      );
      assert.equal(said.length, 1, command);
      assert.match(said[0]!, /^notes is a project of Prisma 8/);
      assert.match(said[0]!, words);
    }
  });
});
