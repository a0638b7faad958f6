import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { answering } from '../dialog';
import { choosing, saying, typing } from './answers';
import { startProjectDatabase, type ProjectDatabase } from './database';
import { theFile } from './screen';
import { refresh } from '../sidebar/sidebar';
import { closeTerminals, watchingTasks } from './tasks';

const run = (command: string, ...given: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`migrationGuard.${command}`, ...given);

const folder = vscode.workspace.workspaceFolders![0]!.uri;

describe('a command that is called with something forged', () => {
  let database: ProjectDatabase;
  let pending: vscode.Uri;
  let applied: vscode.Uri;

  before(async function () {
    this.timeout(120_000);
    database = await startProjectDatabase();
    await database.applyCommitted();
    await refresh();
    pending = await theFile('**/migrations/*_add_tags/migration.sql');
    applied = await theFile('**/migrations/*_no_default_title/migration.sql');
  });

  after(() => database.close());

  /** It runs nothing, opens nothing, and says so. */
  const refuses = async (message: RegExp, command: string, ...given: unknown[]): Promise<void> => {
    const { result, commandLines } = await watchingTasks(() => saying(() => run(command, ...given)));
    assert.equal(result.length, 1, `${command} said ${result.length} things`);
    assert.match(result[0]!, message);
    assert.deepEqual(commandLines, []);
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs),
      [],
    );
  };
  const stranger = vscode.Uri.file('/etc/passwd');

  it('shows no difference of a file that is no migration', async () => {
    await refuses(/^Open a migration that is known/, 'showDifference', stranger);
    await refuses(/^Open a migration that is known/, 'showDifference', {
      migration: { file: stranger.toString() },
    });
    await refuses(/^Open a migration that is known/, 'showDifference', { migration: { file: '::' } });
  });

  it('fixes no drift where there is none', async () => {
    await refuses(/^20260112160540_no_default_title has not drifted in local\.$/, 'fixDrift', applied);
    await refuses(/^Open a migration that is known/, 'fixDrift', { migration: { file: 7 } });
  });

  it('edits no other file, and none that is not applied', async () => {
    const strange = new vscode.WorkspaceEdit();
    const mark = vscode.Uri.joinPath(folder, 'made-by-an-edit');
    strange.createFile(mark);
    strange.insert(pending, new vscode.Position(0, 0), '-- changed\n');
    const message = /^Only in a migration that is applied to the local database/;
    await refuses(message, 'keepLocally', applied, strange, 'idx');
    await refuses(message, 'keepLocally', pending, strange, 'idx');
    await refuses(message, 'keepLocally', applied, 'an edit', 'idx');
    assert.equal(fs.existsSync(mark.fsPath), false);
  });

  it('shows no log that nobody has kept', async () => {
    await refuses(/^The database has no log of it\.$/, 'showLogs', folder.toString(), 'no-such');
    await refuses(/^The database has no log of it\.$/, 'showLogs', 1, {});
  });

  it('runs nothing for a folder that is no project, or for an index that is not known', async () => {
    for (const command of [
      'migrate',
      'safeMigrate',
      'verify',
      'init',
      'setDatabaseUrl',
      'forgetDatabaseUrl',
      'useOfferedSetting',
    ]) {
      await refuses(
        /^There is no Prisma project with PostgreSQL in file:\/\/\/etc\.$/,
        command,
        'file:///etc',
      );
    }
    const node = { root: folder.toString(), index: { name: '--migration=x' } };
    await refuses(/^Nothing protected is known as --migration=x in local\./, 'restoreIndex', node);
    assert.equal(fs.existsSync(path.join(folder.fsPath, 'prisma/migrations/x')), false);
  });
});

describe('migrating production', () => {
  let database: ProjectDatabase;
  const settings = path.join(folder.fsPath, 'migration-guard.json');
  const migrate = () => run('migrate', folder.toString());

  before(async function () {
    this.timeout(120_000);
    database = await startProjectDatabase();
    process.env['LIVE_URL'] = process.env['DATABASE_URL']!.replace('127.0.0.1', 'localhost');
    fs.writeFileSync(
      settings,
      JSON.stringify({ environments: { live: { variable: 'LIVE_URL', production: true } } }),
    );
    await refresh();
    await choosing('live', () => run('selectEnvironment'));
  });

  after(async () => {
    delete process.env['LIVE_URL'];
    fs.rmSync(settings);
    await choosing('local', () => run('selectEnvironment'));
    await database.close();
  });

  afterEach(closeTerminals);

  it('needs the environment and the host typed', async () => {
    const { result, commandLines } = await watchingTasks(() => typing('live@localhost', migrate));
    assert.match(result.asked[0]?.options.title ?? '', /^live is production$/);
    assert.deepEqual(commandLines, [
      ['migrate', '--env=live', '--force', '--confirm=live@localhost', '--project=.'],
    ]);
    // The example has no Prisma to run; what is asked for is checked before.
    assert.equal(result.result, 2);
  });

  for (const [text, what] of [
    ['live@127.0.0.1', 'another host'],
    ['live', 'the name alone'],
    [undefined, 'Escape'],
  ] as const) {
    it(`runs nothing after ${what}`, async () => {
      const { result, commandLines } = await watchingTasks(() => typing(text, migrate));
      assert.equal(result.asked.length, 1);
      assert.deepEqual(commandLines, []);
    });
  }

  it('repairs no checksum there', async () => {
    const settled = await theFile('**/migrations/*_no_default_title/migration.sql');
    const { dialogs, result } = await answering(undefined, () => run('fixDrift', settled));
    assert.deepEqual([dialogs, result], [[], undefined]);
  });

  it('is not tried where the database cannot be asked, so that nobody knows its host', async () => {
    process.env['LIVE_URL'] = 'postgresql://nobody@127.0.0.1:1/none';
    fs.writeFileSync(
      settings,
      JSON.stringify({ environments: { other: { variable: 'LIVE_URL', production: true } } }),
    );
    await choosing('other', () => run('selectEnvironment'));
    const { result, commandLines } = await watchingTasks(() => saying(migrate));
    assert.match(
      result[0] ?? '',
      /^other is production, and its database could not be asked, .*Nothing answers at/,
    );
    assert.deepEqual(commandLines, []);
  });
});
