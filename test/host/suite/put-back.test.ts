import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { itsVscode } from '../extension';
import { refresh, viewLines } from '../sidebar/sidebar';
import { needTerminals } from '../terminals';
import { checksumOfText, startProjectDatabase, type ProjectDatabase } from './database';
import { lenses, open, quickFixes, diagnostics, theFile } from './screen';

const name = '20260301115959_archive';
const index = 'idx_memories_embedding';

const dropping = `-- DropIndex
DROP INDEX "${index}";

-- AlterTable
ALTER TABLE "memories" ADD COLUMN     "archived" BOOLEAN NOT NULL DEFAULT false;
`;

/** What was said in notifications, and asked in dialogs, while somebody pressed the button of that name in each. */
async function pressing(
  button: string | undefined,
  act: (said: readonly string[]) => Promise<void>,
): Promise<void> {
  const { window } = itsVscode();
  const { showWarningMessage } = window;
  const said: string[] = [];
  Object.assign(window, {
    showWarningMessage: (message: string, ...more: unknown[]): Thenable<string | undefined> => {
      said.push(message);
      return Promise.resolve(more.includes(button) ? button : undefined);
    },
  });
  try {
    await act(said);
  } finally {
    Object.assign(window, { showWarningMessage });
  }
}

describe('a migration that has just dropped a protected index of the local database', () => {
  let database: ProjectDatabase;
  let file: vscode.Uri;

  before(async function () {
    this.timeout(120_000);
    database = await startProjectDatabase();
    await database.applyCommitted();
    const draft = await theFile('**/migrations/*_add_tags/migration.sql');
    file = vscode.Uri.joinPath(draft, '../..', name, 'migration.sql');
    await refresh();
  });

  after(() => database.close());

  /** As Prisma does: first the file, then the database; nobody refreshes anything. */
  const migrate = async (): Promise<void> => {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(dropping));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await database.apply(file);
  };

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(file, '..'), { recursive: true });
    await database.run(`DELETE FROM "_prisma_migrations" WHERE migration_name = '${name}';
      ALTER TABLE memories DROP COLUMN IF EXISTS archived;
      CREATE INDEX IF NOT EXISTS ${index} ON memories USING ivfflat (embedding vector_cosine_ops) WITH (lists = 50)`);
    await refresh();
  });

  const lineOf = async (what: string): Promise<string | undefined> =>
    (await viewLines()).find((line) => line.includes(`› ${what} `));

  it('is told once, though no file is open; a second click has the index back', async function () {
    needTerminals(this);
    this.timeout(120_000);
    await pressing('Put It Back', async (said) => {
      await migrate();
      await eventually(() => assert.equal(said.length, 2));
      await eventually(async () => assert.ok((await database.indexNames()).includes(index)));
      await eventually(async () => assert.match((await lineOf(index)) ?? '', /in place/));
      assert.equal(said.length, 2, said.join('\n'));
      assert.match(
        said[0] ?? '',
        new RegExp(`^${name} has dropped the protected index ${index} in local, by a`),
      );
      assert.match(said[1] ?? '', new RegExp(`^Put ${index} back into 127\\.0\\.0\\.1`));
    });
    const text = fs.readFileSync(file.fsPath, 'utf8');
    assert.doesNotMatch(text, /^DROP INDEX/m);
    assert.equal(await database.checksumOf(name), checksumOfText(text));
    // What was asked in the middle of it is followed by another answer.
    await eventually(async () =>
      assert.match((await lineOf(name)) ?? '', /^Applied › .* · applied 2026-01-21$/),
    );
  });

  it('says who did it, where the index is and where the migration is, until it is put back', async () => {
    await pressing(undefined, async (said) => {
      await migrate();
      await eventually(() => assert.equal(said.length, 1));
      await refresh();
      await refresh();
      assert.equal(said.length, 1, 'it was told again');
    });
    assert.match((await lineOf(index)) ?? '', /dropped by archive on 2026-01-21, generated · ivfflat$/);
    assert.match(
      (await lineOf(name)) ?? '',
      new RegExp(`^Needs attention › .* · dropped ${index}, applied 2026`),
    );
    await vscode.commands.executeCommand('migrationGuard.goToDrop', {
      root: vscode.Uri.joinPath(file, '../../../..').toString(),
      index: { name: index },
    });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), `DROP INDEX "${index}"`);
    assert.deepEqual(await lenses(file), [`dropped ${index}, applied 2026-01-21 on local`, 'Put It Back']);
  });

  it('has the whole repair for the preferred fix, and leaves half of it to whoever chooses it', async () => {
    await pressing(undefined, migrate);
    await refresh();
    await open(file);
    const [error] = await diagnostics(file, 1);
    const fixes = await quickFixes(file, error!.range);
    assert.deepEqual(
      fixes.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
      [`Keep ${index}, and make it again in the local database…`],
    );
    assert.ok(fixes.some(({ title }) => title.startsWith(`Keep ${index}: leave the DROP INDEX out`)));
  });

  it('is as it was applied again where the database does not get the index', async function () {
    needTerminals(this);
    this.timeout(120_000);
    await pressing(undefined, migrate);
    await refresh();
    await database.run('ALTER TABLE memories RENAME TO memories_away');
    try {
      await pressing('Put It Back', async () => {
        const about = { root: vscode.Uri.joinPath(file, '../../../..').toString(), index: { name: index } };
        assert.equal(await vscode.commands.executeCommand('migrationGuard.putBack', about), 2);
      });
    } finally {
      await database.run('ALTER TABLE memories_away RENAME TO memories');
    }
    assert.equal(fs.readFileSync(file.fsPath, 'utf8'), dropping);
    assert.equal(await database.checksumOf(name), checksumOfText(dropping));
  });
});
