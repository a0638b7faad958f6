import assert from 'node:assert/strict';
import net from 'node:net';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { click, needWindowInput, read } from '../window-input';
import { invoke } from '../agent-tools';
import { viewLines } from '../sidebar/sidebar';
import { diagnostics, lenses, open, quickFixes, theFile } from '../suite/screen';

/** Listens like a database and counts who comes. Nobody is answered. */
async function countConnections() {
  let count = 0;
  const server = net.createServer((client) => {
    count += 1;
    client.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  return {
    url: `postgresql://somebody@127.0.0.1:${address.port}/memories`,
    count: () => count,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

describe('a workspace that is not trusted', () => {
  let counter: Awaited<ReturnType<typeof countConnections>> | undefined;
  let draft: vscode.Uri;
  let settled: vscode.Uri;

  before(async function () {
    needWindowInput(this);
    counter = await countConnections();
    process.env['DATABASE_URL'] = counter.url;
    draft = await theFile('**/migrations/*_add_tags/migration.sql');
    settled = await theFile('**/migrations/*_no_default_title/migration.sql');
  });

  after(async () => {
    delete process.env['DATABASE_URL'];
    await counter?.close();
  });

  it('has its migrations linted, with quick fixes', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const editor = await open(draft);
    const [error] = await diagnostics(draft, 2);
    assert.match(error!.message, /idx_memories_embedding.*ivfflat/);
    const fixes = await quickFixes(draft, error!.range);
    const keep = fixes.find(({ isPreferred }) => isPreferred);
    assert.ok(keep?.edit, fixes.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(keep.edit);
    await diagnostics(draft, 1);
    await vscode.commands.executeCommand('undo');
    await diagnostics(draft, 2);
    assert.equal(editor.document.isDirty, false);
  });

  it('has its vector queries judged, with what serves them under the pointer', async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    const script = vscode.Uri.joinPath(root!.uri, 'search.ts');
    const sql = 'SELECT id FROM memories ORDER BY 1 - (embedding <=> ${v}) DESC LIMIT 5';
    await vscode.workspace.fs.writeFile(script, new TextEncoder().encode(`await db.$queryRaw\`${sql}\`;\n`));
    const asItWas = await vscode.workspace.fs.readFile(draft);
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode('SELECT 1;\n'));
    try {
      const { document } = await open(script);
      const [warning] = await diagnostics(script, 1);
      assert.match(
        warning!.message,
        /idx_memories_embedding \(ivfflat, vector_cosine_ops\) cannot serve that/,
      );
      const fixes = await quickFixes(script, warning!.range);
      const sort = fixes.find(({ title }) => title.startsWith('Sort by the distance'));
      assert.ok(sort?.edit, fixes.map(({ title }) => title).join());
      await vscode.workspace.applyEdit(sort.edit);
      await diagnostics(script, 0);
      const at = document.positionAt(document.getText().indexOf('<=>') + 1);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        script,
        at,
      );
      const texts = hovers.flatMap(({ contents }) =>
        contents.map((one) => (one as vscode.MarkdownString).value),
      );
      assert.match(texts.join(), /Served by idx/);
      const restored = await theFile('**/migrations/*_restore_vector_index/migration.sql');
      await document.save();
      await open(restored);
      await eventually(async () => {
        assert.ok(
          (await lenses(restored)).some((title) => /^\d+ quer(?:y uses|ies use) this index$/.test(title)),
        );
      });
    } finally {
      await vscode.workspace.fs.writeFile(draft, asItWas);
      await vscode.workspace.fs.delete(script);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
    assert.equal(counter?.count(), 0);
  });

  it('gives coding agents only the tools that run nothing', async () => {
    assert.match((await invoke('lint')).text, /Drops idx_memories_embedding/);
    assert.match((await invoke('explain_index')).text, /idx_memories_embedding: an ivfflat index/);
    for (const name of ['status', 'fix_drift', 'restore'] as const) {
      assert.match((await invoke(name)).text, /is not trusted: only lint and explain_index work there/, name);
    }
    assert.match((await invoke('safe_migrate', { name: 'x' })).text, /is not trusted/);
    assert.equal(counter?.count(), 0);
  });

  it('has nothing above its migrations', async () => {
    await open(settled);
    assert.deepEqual(await lenses(settled), []);
  });

  const commands = [
    ...['refresh', 'showDifference', 'showLogs', 'fixDrift', 'keepLocally', 'restoreIndex'],
    ...['migrate', 'safeMigrate', 'checkDrift', 'inspect', 'verify', 'predict', 'init', 'pgliteSchema'],
    ...['lintWorkspace', 'setDatabaseUrl', 'forgetDatabaseUrl', 'useOfferedSetting'],
  ];
  for (const command of commands) {
    it(`is told why ${command} does nothing`, async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      await open(settled);
      await vscode.commands.executeCommand(`migrationGuard.${command}`, settled);
      await vscode.commands.executeCommand('notifications.showList');
      assert.match(
        // VS Code may have something to say of its own.
        await read('.notifications-center .notification-list-item-message:has-text("Migration Guard")'),
        /Migration Guard asks databases and runs programs in trusted workspaces only\./,
      );
      assert.deepEqual(vscode.tasks.taskExecutions, []);
      assert.deepEqual(vscode.window.terminals, []);
    });
  }

  it('has a sidebar that says so, and leads to where trust is given', async () => {
    assert.deepEqual(await viewLines(), []);
    await vscode.commands.executeCommand('migrationGuard.migrations.focus');
    assert.match(
      await read('.part.sidebar .welcome-view-content:has-text("trusted workspaces only")'),
      /^Databases are asked and programs run in trusted workspaces only[^]*Manage Workspace Trust/,
    );
  });

  it('has no database asked', () => {
    assert.equal(counter?.count(), 0);
  });

  it('has the state of a migration above it once it is trusted', async function () {
    this.timeout(120_000);
    await open(settled);
    const granted = new Promise((resolve) => vscode.workspace.onDidGrantWorkspaceTrust(resolve));
    await vscode.commands.executeCommand('workbench.trust.manage');
    await click('.workspace-trust-editor .workspace-trust-buttons-row .monaco-button:text-is("Trust")');
    await granted;
    assert.equal(vscode.workspace.isTrusted, true);
    await open(settled);
    const lens = await read('.codelens-decoration:has-text("merged")');
    assert.match(lens, /merged · (?:Database not reachable|Not known)/);
    assert.ok((counter?.count() ?? 0) > 0, 'the database was not asked');
  });
});
