import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { refresh, viewLines } from '../sidebar/sidebar';
import { setDatabaseUrl } from './database';
import { lenses, open, theFile } from './screen';

const root = vscode.workspace.workspaceFolders![0]!.uri;
const file = (name: string) => path.join(root.fsPath, name);
const firstLines = async (count: number) => (await viewLines()).slice(0, count);

// By its name this file runs before those with a database, of which something would stay known.
describe('a project without a database URL', () => {
  const inUse = process.env['DATABASE_URL'];

  const removeFiles = (): void => {
    for (const name of ['.env', 'compose.yaml', 'migration-guard.json'])
      fs.rmSync(file(name), { force: true });
  };

  before(() => setDatabaseUrl(undefined));

  beforeEach(removeFiles);

  after(async () => {
    removeFiles();
    await setDatabaseUrl(inUse);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await refresh();
  });

  // Mutations: an answer that must have been there before anything is asked again; an offer that is used by itself.
  it('says so in short above a migration, and offers the .env that comes, which is used with one click', async () => {
    await refresh();
    const draft = await theFile('**/migrations/*_add_tags/migration.sql');
    const merged = await theFile('**/migrations/*_no_default_title/migration.sql');
    await open(draft);
    assert.deepEqual(await lenses(draft), ['draft · no database']);
    await open(merged);
    assert.deepEqual(await lenses(merged), ['merged · no database']);
    assert.match((await firstLines(1))[0]!, /^No database URL · .* › Enter Database URL…$/);

    fs.writeFileSync(file('.env'), 'DATABASE_URL=postgresql://nobody@127.0.0.1:1/none\n');
    await eventually(async () => assert.match((await firstLines(1))[0]!, / › Use \.env$/));
    const [offer, other] = await firstLines(2);
    assert.match(offer!, /prisma\.config\.ts does not load the \.env beside it, which has DATABASE_URL/);
    assert.match(other!, / › Enter Database URL…$/);
    assert.equal(fs.existsSync(file('migration-guard.json')), false);

    await vscode.commands.executeCommand('migrationGuard.useOfferedSetting', root.toString());
    assert.deepEqual(JSON.parse(fs.readFileSync(file('migration-guard.json'), 'utf8')), {
      environments: { local: { envFile: '.env' } },
    });
    await eventually(async () =>
      assert.match((await firstLines(1))[0]!, /^Database not reachable · Nothing answers at 127\.0\.0\.1:1/),
    );
    await open(draft);
    assert.deepEqual(await lenses(draft), ['draft · Database not reachable', 'Ask now']);
  });

  it('has a service of a compose file counted as local with one click', async () => {
    fs.writeFileSync(file('migration-guard.json'), '{ "environments": { "local": { "envFile": ".env" } } }');
    fs.writeFileSync(file('compose.yaml'), 'services:\n  db-invalid:\n    image: postgres:16\n');
    fs.writeFileSync(file('.env'), 'DATABASE_URL=postgresql://nobody@db-invalid:1/none\n');
    await eventually(async () =>
      assert.match((await firstLines(1))[0]!, / › Count db-invalid of compose\.yaml as Local$/),
    );
    await vscode.commands.executeCommand('migrationGuard.useOfferedSetting', root.toString());
    assert.deepEqual(JSON.parse(fs.readFileSync(file('migration-guard.json'), 'utf8')), {
      environments: { local: { envFile: '.env' } },
      localHosts: ['db-invalid'],
    });
    await eventually(async () =>
      assert.match((await firstLines(1))[0]!, /^Database not reachable · .*db-invalid/),
    );
  });

  it('writes nothing where nothing was found', async () => {
    await refresh();
    await vscode.commands.executeCommand('migrationGuard.useOfferedSetting', root.toString());
    assert.equal(fs.existsSync(file('migration-guard.json')), false);
  });
});
