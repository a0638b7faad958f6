import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { needWindowInput, read } from '../window-input';
import { startProjectDatabase, type ProjectDatabase } from '../suite/database';
import { lenses, open, theFile } from '../suite/screen';
import { skipInOldest } from '../oldest';

describe('a window in German', () => {
  let database: ProjectDatabase;

  before(async function () {
    this.timeout(120_000);
    needWindowInput(this);
    database = await startProjectDatabase();
    await database.applyCommitted();
    await vscode.commands.executeCommand('migrationGuard.refresh');
  });

  after(() => database.close());

  it('has what the code says above a migration in German', async () => {
    assert.equal(vscode.env.language, 'de');
    const draft = await theFile('**/migrations/*_add_tags/migration.sql');
    await open(draft);
    assert.deepEqual(await lenses(draft), ['ausstehend auf local', 'Migrieren']);
  });

  it('has the names of the views and their items in German', async () => {
    await vscode.commands.executeCommand('migrationGuard.migrations.focus');
    assert.match(await read('.pane-header:has-text("Migrationen")'), /Migrationen/i);
    assert.match(await read('.pane-header:has-text("Geschützt")'), /Geschützt/i);
    assert.match(
      await read('.part.sidebar .monaco-list-row:has-text("add_tags")'),
      /add_tags\s*2026-03-01 · ausstehend$/,
    );
  });

  it('has the commands of the palette in German', async () => {
    await vscode.commands.executeCommand('workbench.action.quickOpen', '>Migration Guard: Drift prüf');
    assert.match(
      await read('.quick-input-list .monaco-list-row:has-text("Drift prüfen")'),
      /Migration Guard: Drift prüfen/,
    );
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });

  it('has the walkthrough in German', async function () {
    skipInOldest(this, 'the page of walkthroughs is made otherwise in VS Code 1.100');
    await vscode.commands.executeCommand('migrationGuard.openWalkthrough');
    // Another one may stand there until ours has been found.
    await read(
      '.gettingStartedSlideDetails .category-title:has-text("Behalte die Indizes, die Prisma nicht sieht")',
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('says under the pointer in German which index serves a query', async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    const script = vscode.Uri.joinPath(root!.uri, 'search.ts');
    const draft = await theFile('**/migrations/*_add_tags/migration.sql');
    const write = (uri: vscode.Uri, text: string) =>
      vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await write(draft, 'SELECT 1;\n'); // It takes the index away.
    await write(script, 'db.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${v} LIMIT 5`;\n');
    const { document } = await open(script);
    const at = document.positionAt(document.getText().indexOf('<=>') + 1);
    await eventually(async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        script,
        at,
      );
      const texts = hovers.flatMap(({ contents }) =>
        contents.map((one) => (one as vscode.MarkdownString).value),
      );
      assert.match(
        texts.join(),
        /Nutzt idx\\_memories\\_embedding \(ivfflat, cosine\)\..*Anweisung anzeigen/,
      );
    });
    const restored = await theFile('**/migrations/*_restore_vector_index/migration.sql');
    await open(restored);
    await eventually(async () => {
      const shown = await lenses(restored);
      assert.ok(
        shown.some((title) => /^\d+ Abfragen? verwende(?:t|n) diesen Index$/.test(title)),
        shown.join(),
      );
    });
  });
});
