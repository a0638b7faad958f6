import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import { answering } from '../dialog';
import { eventually } from '../eventually';
import { needTerminals } from '../terminals';
import { click, needWindowInput, read } from '../window-input';
import { startProjectDatabase, type ProjectDatabase } from '../suite/database';
import { logText } from '../suite/log';
import { closeTerminals } from '../suite/tasks';
import { refresh, viewLines } from './sidebar';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const repository = path.resolve(__dirname, '../../../..');
const migrations = path.join(root, 'prisma/migrations');
const draft = path.join(migrations, '20260301120000_add_tags');
const index = 'idx_memories_embedding';

/** Long enough for Prisma and two databases on a busy machine. */
const timeoutMs = 240_000;

describe('prisma migrate dev in a terminal that tells nobody what runs in it', function () {
  this.timeout(timeoutMs);
  this.retries(0); // What has happened once cannot happen again.
  let database: ProjectDatabase;
  const aside = `${root}-draft`;

  before(async function () {
    needWindowInput(this);
    needTerminals(this);
    database = await startProjectDatabase();
    await database.applyCommitted();
    // Prisma is to write what is missing by itself.
    fs.renameSync(draft, aside);
    for (const name of ['prisma', '@prisma/config']) {
      const link = path.join(root, 'node_modules', name);
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(path.join(repository, 'node_modules', name), link, 'junction');
    }
    await refresh();
  });

  after(async () => {
    await closeTerminals();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of fs.readdirSync(migrations).filter((one) => one.endsWith('_by_prisma')))
      fs.rmSync(path.join(migrations, name), { recursive: true });
    fs.renameSync(aside, draft);
    fs.rmSync(path.join(root, 'node_modules'), { recursive: true, force: true });
    await database.close();
  });

  it('is followed by one notification, and two clicks have the index back', async () => {
    assert.ok((await database.indexNames()).includes(index));
    const terminal = vscode.window.createTerminal({
      ...{ name: 'plain', shellPath: '/bin/sh', cwd: root },
      env: prismaEnvironment(root),
    });
    terminal.sendText('node node_modules/prisma/build/index.js migrate dev --name by_prisma');
    const patiently = async (check: () => Promise<void>): Promise<void> => {
      try {
        await eventually(check);
      } catch {
        await eventually(check);
      }
    };
    await patiently(async () => assert.equal((await database.indexNames()).includes(index), false));
    await patiently(async () => {
      const now = await viewLines();
      const isTold = now.some((line) => line.includes(`${index} · dropped by by_prisma`));
      assert.ok(isTold, `${now.join('\n')}\n${await logText()}`);
    });
    // As toasts go by themselves after some seconds.
    await vscode.commands.executeCommand('notifications.showList');
    const notification = '.notifications-center .notification-list-item';
    const said = await read(`${notification}:has-text("dropped the protected index")`);
    assert.match(said, new RegExp(`_by_prisma has dropped the protected index ${index} in local`));
    const lines = await viewLines();
    assert.ok(
      lines.some((line) =>
        /^Needs attention › \d+_by_prisma · dropped idx_memories_embedding, applied/.test(line),
      ),
      lines.join('\n'),
    );
    assert.ok(
      lines.some((line) => /idx_memories_embedding · dropped by by_prisma on .*, generated/.test(line)),
    );

    const { dialogs } = await answering('Put It Back', async (answered) => {
      await click(`${notification} .monaco-button:has-text("Put It Back")`);
      await answered;
      await patiently(async () => assert.ok((await database.indexNames()).includes(index)));
    });
    assert.equal(dialogs.length, 1, dialogs.join('\n'));
    await patiently(async () => {
      const now = await viewLines();
      assert.ok(now.includes(`memories › ${index} · in place · ivfflat`), now.join('\n'));
      assert.ok(!now.some((line) => line.startsWith('Needs attention')), now.join('\n'));
    });
  });
});
