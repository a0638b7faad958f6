import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { answering } from '../dialog';
import { refresh, viewLines } from '../sidebar/sidebar';
import { checksumOfText, startProjectDatabase, type ProjectDatabase } from './database';
import { folder } from './commands';
import { lenses } from './screen';

const name = '20260201000000_of_a_branch';
const text = 'ALTER TABLE "chats" ADD COLUMN "icon" TEXT;\n';
const file = `prisma/migrations/${name}/migration.sql`;

/** Gives a branch a migration, without changing the work tree. */
function commitOnBranch(): void {
  const index = path.join(folder(), '.git/index-of-the-test');
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: folder(),
      encoding: 'utf8',
      input,
      env: { ...process.env, GIT_INDEX_FILE: index },
    }).trim();
  git(['read-tree', 'HEAD']);
  const blob = git(['hash-object', '-w', '--stdin'], text);
  git(['update-index', '--add', '--cacheinfo', `100644,${blob},${file}`]);
  const commit = git(['commit-tree', git(['write-tree']), '-p', 'HEAD', '-m', 'On a branch']);
  git(['update-ref', 'refs/heads/other-work', commit]);
  fs.rmSync(index);
}

describe('a migration that is applied, and is on another branch', () => {
  let database: ProjectDatabase;
  const here = path.join(folder(), file);
  const about = { root: vscode.Uri.file(folder()).toString(), migration: { name } };

  before(async function () {
    this.timeout(120_000);
    database = await startProjectDatabase();
    await database.applyCommitted();
    await database.run(`INSERT INTO "_prisma_migrations"
      (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
      VALUES ('b', '${checksumOfText(text)}', '${name}', '2026-02-01 12:00Z', '2026-02-01 12:00:01Z', 1)`);
    commitOnBranch();
    await refresh();
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    execFileSync('git', ['rm', '-r', '--force', '--quiet', '--ignore-unmatch', file], { cwd: folder() });
    execFileSync('git', ['branch', '--quiet', '-D', 'other-work'], { cwd: folder() });
    await database.close();
  });

  it('says on which, is shown as it is there, and comes with its folder alone', async () => {
    assert.ok(
      (await viewLines()).includes(
        `Needs attention › ${name} · missing here, on branch other-work, applied 2026-02-01`,
      ),
      (await viewLines()).join('\n'),
    );
    await vscode.commands.executeCommand('migrationGuard.showMissing', about);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.getText(), text);
    assert.deepEqual(await lenses(document.uri), [
      'applied 2026-02-01 on local, missing here: on branch other-work',
      'Check Out These Files…',
    ]);

    const before = execFileSync('git', ['status', '--porcelain'], { cwd: folder(), encoding: 'utf8' });
    const checkOut = () => vscode.commands.executeCommand('migrationGuard.checkOutMissing', about);
    const refused = await answering(undefined, checkOut);
    assert.equal(refused.result, false);
    assert.equal(fs.existsSync(here), false);
    assert.match(
      refused.dialogs.join(),
      /It is on branch other-work\.\nOnly the folder prisma\/migrations\/2026/,
    );
    assert.equal((await answering('Check Out', checkOut)).result, true);
    assert.equal(fs.readFileSync(here, 'utf8'), text);
    const after = execFileSync('git', ['status', '--porcelain'], { cwd: folder(), encoding: 'utf8' });
    assert.deepEqual(
      after.split('\n').filter((line) => !before.includes(line)),
      [`A  ${file}`],
    );
    assert.ok((await viewLines()).includes(`Applied › ${name} · applied 2026-02-01`));
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, here);
  });
});
