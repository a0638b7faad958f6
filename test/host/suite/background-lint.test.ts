import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { viewLines } from '../sidebar/sidebar';
import { closeEditor, open, theFile } from './screen';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;

/** What Problems has of a file, which nobody opens: `error drop-protected-index`. */
function problems(uri: vscode.Uri): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Migration Guard')
    .map(({ severity, code }) => {
      const rule = typeof code === 'object' ? code.value : code;
      return `${vscode.DiagnosticSeverity[severity].toLowerCase()} ${rule}`;
    });
}

function git(...args: readonly string[]): void {
  execFileSync('git', ['-C', root, '-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args]);
}

describe('what is wrong in a file that nobody has opened', function () {
  this.timeout(120_000);
  const dangerous = ['error drop-protected-index', 'error duplicate-protected-index'];
  let draft: vscode.Uri;
  let text: string;

  before(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    draft = await theFile('**/migrations/*_add_tags/migration.sql');
    text = fs.readFileSync(draft.fsPath, 'utf8');
  });

  afterEach(async () => {
    fs.writeFileSync(draft.fsPath, text);
    await eventually(() => assert.deepEqual(problems(draft), dangerous));
  });

  it('is among the problems, with its rule, its page and the statement that made the index', async () => {
    await eventually(() => assert.deepEqual(problems(draft), dangerous));
    const [diagnostic] = vscode.languages.getDiagnostics(draft);
    assert.equal(
      text.slice(0, text.indexOf('"idx_memories_embedding"')).split('\n').length - 1,
      diagnostic!.range.start.line,
    );
    assert.match(diagnostic!.message, /^Drops idx_memories_embedding, /);
    assert.ok(typeof diagnostic!.code === 'object');
    assert.match(
      diagnostic!.relatedInformation![0]!.location.uri.path,
      /_restore_vector_index\/migration\.sql$/,
    );
    const isOpen = vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0);
    assert.equal(isOpen, false, 'a file is open');
  });

  it('is in the views, too', async () => {
    await eventually(async () => {
      const lines = await viewLines();
      assert.ok(
        lines.some((line) => /^Needs attention › \d+_add_tags · .* · 2 errors$/.test(line)),
        lines.join('\n'),
      );
      const ofIndex = lines.find((line) => line.includes('idx_memories_embedding'));
      assert.match(ofIndex ?? '', /would be dropped by add_tags/);
    });
  });

  it('goes when the file is mended, and comes again', async () => {
    fs.writeFileSync(draft.fsPath, 'SELECT 1;\n');
    await eventually(() => assert.deepEqual(problems(draft), []));
    fs.writeFileSync(draft.fsPath, text);
    await eventually(() => assert.deepEqual(problems(draft), dangerous));
  });

  it('is only a warning once the migration is merged, and an error again where it is not', async () => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'As it is');
    try {
      await eventually(() => {
        assert.ok(problems(draft).includes('warning drop-protected-index'), problems(draft).join());
        assert.ok(!problems(draft).some((problem) => problem.startsWith('error')));
      });
    } finally {
      git('reset', '--quiet', '--mixed', 'HEAD~1');
    }
    await eventually(() => assert.deepEqual(problems(draft), dangerous));
  });

  it('is nothing while the setting is off', async () => {
    const settings = vscode.workspace.getConfiguration('migrationGuard.lint');
    await settings.update('background', false, vscode.ConfigurationTarget.Global);
    try {
      await eventually(() => assert.deepEqual(problems(draft), []));
    } finally {
      await settings.update('background', undefined, vscode.ConfigurationTarget.Global);
    }
    await eventually(() => assert.deepEqual(problems(draft), dangerous));
  });

  it('is found in every file that the command line lints, whatever the folder is called', async function () {
    this.timeout(300_000);
    // VS Code takes its time to tell of folders that are new.
    const patiently = (check: () => void): Promise<void> => eventually(check).catch(() => eventually(check));
    for (const folder of ['database/migration', 'database/changes']) {
      const project = path.join(root, `packages-${path.basename(folder)}`);
      const made = path.join(project, folder, '20260401000000_a/migration.sql');
      const dropped = path.join(project, folder, '20260402000000_b/migration.sql');
      fs.mkdirSync(path.dirname(made), { recursive: true });
      fs.mkdirSync(path.dirname(dropped), { recursive: true });
      fs.writeFileSync(path.join(project, folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
      fs.writeFileSync(
        path.join(project, 'database/schema.prisma'),
        'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n}\n',
      );
      fs.writeFileSync(
        made,
        'CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "n" INTEGER);\nCREATE INDEX "part" ON "A"("n") WHERE "n" > 3;\n',
      );
      fs.writeFileSync(dropped, '-- DropIndex\nDROP INDEX "part";\n');
      try {
        await patiently(() =>
          assert.deepEqual(problems(vscode.Uri.file(dropped)), ['error drop-protected-index'], dropped),
        );
        const editor = await open(vscode.Uri.file(dropped));
        await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '-- typed\n'));
        await patiently(() => {
          const [found] = vscode.languages.getDiagnostics(editor.document.uri);
          assert.equal(found?.range.start.line, 2);
        });
        await closeEditor();
      } finally {
        fs.rmSync(project, { recursive: true, force: true });
      }
      await patiently(() => assert.deepEqual(problems(vscode.Uri.file(dropped)), []));
    }
  });

  it('is nothing once the file is gone, though its document is still open', async () => {
    // Of its own: a document that is opened like this stays open for minutes.
    const gone = path.join(path.dirname(draft.fsPath), '../20260501000000_gone/migration.sql');
    fs.mkdirSync(path.dirname(gone));
    fs.writeFileSync(gone, '-- DropIndex\nDROP INDEX "memories_chunk_group_id_idx";\n');
    try {
      await eventually(() => assert.notDeepEqual(problems(vscode.Uri.file(gone)), []));
      await vscode.workspace.openTextDocument(gone);
    } finally {
      fs.rmSync(path.dirname(gone), { recursive: true });
    }
    await eventually(() => assert.deepEqual(problems(vscode.Uri.file(gone)), []));
  });
});
