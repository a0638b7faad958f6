import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { openEmbedded } from '../../../src/adapters/embedded/open-embedded';
import { runSql } from '../../helpers/sql';
import { click, needHands, press, read } from '../hands';
import { choosing } from '../suite/answers';
import { migrationsTable, startProjectDatabase, type ProjectDatabase } from '../suite/database';
import { refresh, viewLines } from './sidebar';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const config = path.join(root, 'migration-guard.json');
const bar = '#migration-guard\\.prisma-migration-guard\\.migrationGuard';

const select = (name: string) =>
  choosing(name, () => vscode.commands.executeCommand('migrationGuard.selectEnvironment'));

describe('another environment', () => {
  let local: ProjectDatabase;
  let live: Awaited<ReturnType<typeof openEmbedded>>;

  const liveRun = (sql: string) => runSql(process.env['LIVE_URL']!, sql);

  before(async function () {
    this.timeout(120_000);
    needHands(this);
    local = await startProjectDatabase();
    await local.applyCommitted();
    live = await openEmbedded([]);
    process.env['LIVE_URL'] = await live.serve();
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
    fs.rmSync(config, { force: true });
    await live.close();
    await local.close();
  });

  it('is shown once it is chosen, production marked in the view and in the status bar', async () => {
    await read(`${bar}:has-text("local: 1 pending")`);
    await select('live');
    const lines = await viewLines();
    assert.equal(lines.filter((line) => line.startsWith('Pending › ')).length, 7);
    await read(`${bar}:has-text("live (production): 7 pending")`);
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
    await read(`${bar}:has-text("local: 1 pending")`);
  });

  it('is not asked by itself', async () => {
    await select('live');
    const before = await viewLines();
    // A change that has the local database asked again.
    const readme = path.join(root, 'prisma/schema.prisma');
    fs.writeFileSync(readme, fs.readFileSync(readme, 'utf8'));
    await liveRun(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '20260401000000_other', now())`,
    );
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    assert.deepEqual(await viewLines(), before);
    await refresh();
    assert.notDeepEqual(await viewLines(), before);
  });
});
