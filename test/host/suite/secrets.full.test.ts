import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { startServer, withCredentials, type PostgresServer, type Role } from '../../helpers/postgres-server';
import { answering } from '../dialog';
import { typing } from './answers';
import { setDatabaseUrl } from './database';
import { logText } from './log';
import { refresh, viewLines } from '../sidebar/sidebar';
import { closeTerminals, watchingTasks } from './tasks';

describe('a database URL that a person enters', () => {
  let server: PostgresServer;
  let role: Role;
  let url: string;

  const run = (command: string) => vscode.commands.executeCommand(`migrationGuard.${command}`);
  const enter = async (text: string | undefined) => {
    const { result, dialogs } = await answering('Use This Database', () =>
      typing(text, () => run('setDatabaseUrl')),
    );
    return { ...result, dialogs };
  };
  const firstLine = async (): Promise<string> => (await viewLines())[0]!;

  before(async function () {
    this.timeout(120_000);
    server = await startServer();
    role = await server.createRole();
    url = role.at(await server.createDatabase());
    await setDatabaseUrl(undefined);
  });

  beforeEach(refresh);

  afterEach(async () => {
    await run('forgetDatabaseUrl');
    await closeTerminals();
  });

  after(() => server.stop());

  it('is asked for behind dots, and refused where it is none', async () => {
    const { asked, dialogs } = await enter('mysql://somebody@host/app');
    assert.equal(asked[0]!.options.password, true);
    assert.match(String(asked[0]!.refusal), /mysql: URL/);
    assert.deepEqual(dialogs, []);
    assert.match(await firstLine(), /^No database URL · .* › Enter Database URL…$/);
  });

  it('is shown again without the password, and then is used in the views', async () => {
    const { dialogs } = await enter(url);
    assert.match(
      dialogs[0]!,
      /^Use 127\.0\.0\.1:\d+\/test_\d as local\?\nThe user is role_1\. The URL is used as DATABASE_URL /,
    );
    assertNoSecrets([...dialogs], [role.password]);
    assert.match(await firstLine(), /^Nothing applied yet · /);
  });

  it('can be entered again if the password was wrong, and be forgotten', async () => {
    await enter(withCredentials(url, role.name, 'not-this-one'));
    assert.match(await firstLine(), /^Wrong user or password · .* › Enter Database URL…$/);
    await enter(url);
    assert.match(await firstLine(), /^Nothing applied yet · /);
    await run('forgetDatabaseUrl');
    assert.match(await firstLine(), /^No database URL · /);
  });

  it('stays as it was where the person leaves the question', async () => {
    await enter(url);
    await enter(undefined);
    assert.match(await firstLine(), /^Nothing applied yet · /);
    await answering(undefined, () => typing('postgresql://other@nowhere/app', () => run('setDatabaseUrl')));
    assert.match(await firstLine(), /^Nothing applied yet · /);
  });

  it('is used in the terminal too, and is only in the secret storage', async () => {
    await enter(url);
    const tasks: vscode.Task[] = [];
    const watch = vscode.tasks.onDidStartTask(({ execution }) => tasks.push(execution.task));
    const { result, commandLines } = await watchingTasks(() => run('inspect'));
    watch.dispose();
    // 2 is what it ends with where it knows no database.
    assert.ok(result === 0 || result === 1, String(result));
    assertNoSecrets(
      [JSON.stringify(commandLines), JSON.stringify(tasks.map(({ definition }) => definition))],
      [role.password],
    );
    assertNoSecrets(await logText(), [role.password]);
    for (const file of filesOfHost()) {
      const text = fs.readFileSync(file, 'latin1');
      assert.ok(!text.includes(role.password), `${file} holds the password`);
    }
  });
});

/** What VS Code has written: its logs, its storage, its settings; the home is beside them in the offline host. */
function filesOfHost(): string[] {
  const home = process.env['HOME'] ?? '';
  if (!path.basename(path.dirname(home)).startsWith('migration-guard-host-')) return [];
  return fs
    .readdirSync(path.dirname(home), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
