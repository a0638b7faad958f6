import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { answering } from '../dialog';
import { needTerminals } from '../terminals';
import { tidyUp } from './commands';
import { checksumOfText, startProjectDatabase, type ProjectDatabase } from './database';
import { diagnostics, open, quickFixes, theFile } from './screen';

const dropped = `-- DropIndex
DROP INDEX "idx_memories_embedding";

-- AlterTable
ALTER TABLE "memories" ADD COLUMN     "archived" BOOLEAN NOT NULL DEFAULT false;
`;

describe('what a person changes in the local database from an open migration', () => {
  let database: ProjectDatabase;

  const refresh = () => vscode.commands.executeCommand('migrationGuard.refresh');

  before(async function () {
    this.timeout(120_000);
    database = await startProjectDatabase();
    await database.applyCommitted();
  });

  after(() => database.close());

  afterEach(tidyUp);

  describe('an index that a migration has dropped there already', () => {
    const name = '20260301115959_archive';
    let local: vscode.Uri;

    beforeEach(async () => {
      const draft = await theFile('**/migrations/*_add_tags/migration.sql');
      local = vscode.Uri.joinPath(draft, '../..', name, 'migration.sql');
      await vscode.workspace.fs.writeFile(local, new TextEncoder().encode(dropped));
      await database.apply(local);
      await refresh();
    });

    afterEach(async () => {
      await tidyUp();
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(local, '..'), { recursive: true });
      await database.run(`DELETE FROM "_prisma_migrations" WHERE migration_name = '${name}';
        ALTER TABLE memories DROP COLUMN archived;
        CREATE INDEX IF NOT EXISTS idx_memories_embedding
          ON memories USING ivfflat (embedding vector_cosine_ops) WITH (lists = 50)`);
    });

    const keepAction = async (): Promise<{ command: string; given: unknown[] }> => {
      const [error] = await diagnostics(local, 1);
      const fixes = await quickFixes(local, error!.range);
      const title = 'Keep idx_memories_embedding, and make it again in the local database…';
      const action = fixes.find((fix) => fix.title === title);
      assert.ok(action?.command, fixes.map((fix) => fix.title).join());
      return { command: action.command.command, given: action.command.arguments ?? [] };
    };

    it('is kept, made again there, and the row has the checksum of the file', async function () {
      needTerminals(this);
      assert.equal((await database.indexNames()).includes('idx_memories_embedding'), false);
      const editor = await open(local);
      const { command, given } = await keepAction();
      const { result, dialogs } = await answering('Keep idx_memories_embedding', () =>
        vscode.commands.executeCommand(command, ...given),
      );
      const [dialog = ''] = dialogs;
      assert.match(dialog, /20260301115959_archive is applied to the local database already/);
      assert.match(
        dialog,
        /1\. The statement[^]*2\. idx_memories_embedding is made again[^]*3\. The checksum/,
      );
      assert.equal(result, 0);

      const text = fs.readFileSync(local.fsPath, 'utf8');
      assert.doesNotMatch(text, /^DROP INDEX/m);
      assert.equal(editor.document.getText(), text);
      assert.equal(editor.document.isDirty, false);
      assert.equal(await database.checksumOf(name), checksumOfText(text));
      assert.equal((await database.indexNames()).includes('idx_memories_embedding'), true);
      await diagnostics(local, 0);
    });

    it('stays gone, and the file as it is, where the dialog is cancelled', async () => {
      const editor = await open(local);
      const { command, given } = await keepAction();
      const { result, dialogs } = await answering(undefined, () =>
        vscode.commands.executeCommand(command, ...given),
      );
      assert.equal(dialogs.length, 1);
      assert.equal(result, undefined);
      assert.equal(editor.document.getText(), dropped);
      assert.equal(await database.checksumOf(name), checksumOfText(dropped));
    });
  });

  describe('the checksum of a migration whose comments have changed', () => {
    let settled: vscode.Uri;
    let original: string;

    beforeEach(async () => {
      settled = await theFile('**/migrations/*_no_default_title/migration.sql');
      original = fs.readFileSync(settled.fsPath, 'utf8');
    });

    afterEach(async () => {
      fs.writeFileSync(settled.fsPath, original);
      await database.run(`UPDATE "_prisma_migrations" SET checksum = '${checksumOfText(original)}'
        WHERE migration_name = '20260112160540_no_default_title'`);
    });

    it('is fixed after showing what differs and asking', async function () {
      needTerminals(this);
      const now = `-- reformatted\n${original}`;
      fs.writeFileSync(settled.fsPath, now);
      await refresh();
      await open(settled);
      const { result, dialogs } = await answering('Fix Checksum', () =>
        vscode.commands.executeCommand('migrationGuard.fixDrift', settled),
      );
      const [dialog = ''] = dialogs;
      assert.match(
        dialog,
        /Give 20260112160540_no_default_title in local the checksum of the file as it is now\? It has drifted: cosmetic\./,
      );
      assert.match(dialog, /It is proved that only comments or white space differ\./);
      assert.equal(result, 0);
      assert.equal(await database.checksumOf('20260112160540_no_default_title'), checksumOfText(now));
      assert.equal(fs.readFileSync(settled.fsPath, 'utf8'), now);
    });

    it('is left alone where its SQL has changed', async () => {
      const before = await database.checksumOf('20260112160540_no_default_title');
      fs.writeFileSync(settled.fsPath, `${original}\nALTER TABLE "chats" ADD COLUMN "icon" TEXT;\n`);
      await refresh();
      assert.equal(await vscode.commands.executeCommand('migrationGuard.fixDrift', settled), undefined);
      assert.equal(await database.checksumOf('20260112160540_no_default_title'), before);
    });
  });
});
