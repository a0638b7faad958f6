import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { startFaultyProxy, type FaultyProxy } from '../../helpers/faulty-proxy';
import { click, needWindowInput, press, read } from '../window-input';
import { choosing } from '../suite/answers';
import {
  migrationsTable,
  otherDatabase,
  startProjectDatabase,
  type ProjectDatabase,
} from '../suite/database';
import { refresh, viewLines } from './sidebar';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const config = path.join(root, 'migration-guard.json');
const bar = '#migration-guard\\.migration-guard\\.migrationGuard';

/** The milliseconds of quiet after a change, as in src/editor/databases/register-state.ts, and a few for what comes then. */
const debounceMs = 1_200;

const select = (name: string) =>
  choosing(name, () => vscode.commands.executeCommand('migrationGuard.selectEnvironment'));

describe('another environment', () => {
  let local: ProjectDatabase;
  let live: FaultyProxy;
  let liveRun: (sql: string) => Promise<void>;

  before(async function () {
    this.timeout(120_000);
    needWindowInput(this);
    local = await startProjectDatabase();
    await local.applyCommitted();
    const { url, run } = await otherDatabase();
    live = await startFaultyProxy(Number(new URL(url).port));
    liveRun = run;
    process.env['LIVE_URL'] = live.through(url);
    await liveRun(migrationsTable);
    fs.writeFileSync(
      config,
      JSON.stringify({ environments: { live: { variable: 'LIVE_URL', production: true } } }),
    );
    await refresh();
  });

  after(async () => {
    delete process.env['LIVE_URL'];
    await select('local');
    await live.stop();
    fs.rmSync(config, { force: true });
    await local.close();
  });

  it('is shown once it is chosen, production marked in the view and in the status bar', async () => {
    await read(`${bar}:has-text("local: 1 needs attention, 1 pending")`);
    await select('live');
    const lines = await viewLines();
    assert.equal(lines.filter((line) => line.startsWith('Pending › ')).length, 6);
    await read(`${bar}:has-text("live (production): 1 needs attention, 7 pending")`);
    await vscode.commands.executeCommand('migrationGuard.migrations.focus');
    assert.match(
      await read('.part.sidebar .pane-header:has-text("Migrations") .description'),
      /^live \(production\)/,
    );
  });

  it('leaves the last result of the one before where it is, with its age', async () => {
    await click(bar);
    const line = '.quick-input-list .monaco-list-row:has-text("local")';
    assert.match(await read(line), /127\.0\.0\.1:\d+\/\S+ · 1 pending · asked (just now|\d+ minutes? ago)/);
    assert.match(await read('.quick-input-list .monaco-list-row:has-text("live")'), /production, shown now/);
    await press('Escape');
    await select('local');
    await read(`${bar}:has-text("local: 1 needs attention, 1 pending")`);
  });

  it('is not asked by itself', async () => {
    await select('live');
    const shown = await viewLines();
    const before = live.connections();
    await refresh();
    const ofOneQuestion = live.connections() - before;
    await liveRun(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '20260401000000_other', now())`,
    );
    // A change after which the local database is asked again.
    await touch(path.join(root, 'prisma/schema.prisma'));
    await new Promise((resolve) => setTimeout(resolve, debounceMs));
    assert.deepEqual(await viewLines(), shown);
    await refresh();
    assert.notDeepEqual(await viewLines(), shown);
    assert.equal(live.connections() - before, 2 * ofOneQuestion, 'it was asked in between');
  });
});

/** Writes a file as it is; resolves when VS Code has told its extensions that it has changed. */
async function touch(file: string): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher(file);
  const changed = new Promise((resolve) => watcher.onDidChange(resolve));
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8'));
  await changed;
  watcher.dispose();
}
