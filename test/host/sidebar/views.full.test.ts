import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import { startServer, withCredentials, type PostgresServer } from '../../helpers/postgres-server';
import { eventually } from '../eventually';
import { needWindowInput, read } from '../window-input';
import { setDatabaseUrl } from '../suite/database';
import { refresh, viewLines } from './sidebar';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const migrations = path.join(root, 'prisma/migrations');

describe('the sidebar of a project whose database cannot be asked', () => {
  let server: PostgresServer;

  before(async function () {
    this.timeout(120_000);
    server = await startServer();
  });

  after(async () => {
    await setDatabaseUrl(undefined);
    await server.stop();
  });

  const lineAt = async (url: string | undefined): Promise<string> => {
    await setDatabaseUrl(url);
    await refresh();
    return (await viewLines())[0]!;
  };

  it('says that there is no URL', async () => {
    assert.match(
      await lineAt(undefined),
      /^No database URL · datasource\.url of prisma\.config\.ts is empty\. .* › Enter Database URL…$/,
    );
  });

  it('says that the password is wrong, and shows none', async () => {
    const url = withCredentials(await server.createDatabase(), 'postgres', 'not-this-one');
    const line = await lineAt(url);
    assert.match(line, /^Wrong user or password · 127\.0\.0\.1:\d+\/test_1 refuses the user postgres/);
    assert.doesNotMatch(line, /not-this-one/);
  });

  it('says that there is no such database', async () => {
    assert.match(await lineAt(server.adminUrl.replace(/postgres$/, 'nowhere')), /^No such database · /);
  });

  it('says that nothing was ever applied where there is no table, and what is pending', async () => {
    const url = await server.createDatabase();
    await setDatabaseUrl(url);
    await refresh();
    const lines = await viewLines();
    assert.match(
      lines[0]!,
      /^Nothing applied yet · .* has no _prisma_migrations: nothing was ever applied there\. › Migrate$/,
    );
    assert.equal(lines[1], 'Needs attention › 20260301120000_add_tags · pending · 2 errors');
    assert.equal(lines[2], 'Pending › 20251104093000_init · pending');
    assert.ok(
      lines.some((line) => line.endsWith('memories_chunk_group_id_idx · still to be made · btree')),
      lines.join('\n'),
    );
  });

  it('says that the server is stopped, and that it is back', async function () {
    this.timeout(120_000);
    const url = await server.createDatabase();
    await server.crash();
    assert.match(await lineAt(url), /^Database not reachable · /);
    await server.restart();
    assert.match(await lineAt(url), /^Nothing applied yet · /);
  });

  it('can stop waiting for a server that does not answer', async () => {
    await setDatabaseUrl(await server.createDatabase());
    server.pause();
    try {
      const asking = refresh();
      await eventually(async () => {
        const [line] = await viewLines();
        assert.ok(line !== undefined);
      });
      const started = Date.now();
      await vscode.commands.executeCommand('migrationGuard.cancel');
      await asking;
      assert.ok(Date.now() - started < 3_000, 'it waited all the same');
      assert.match((await viewLines())[0]!, /^Cancelled · .* › Try Again$/);
    } finally {
      server.resume();
    }
  });

  it('says that there are no migrations yet', async () => {
    await setDatabaseUrl(await server.createDatabase());
    const aside = `${root}-migrations`;
    fs.renameSync(migrations, aside);
    try {
      await refresh();
      assert.equal((await viewLines())[0], 'No migrations yet › Safe Migrate');
    } finally {
      fs.renameSync(aside, migrations);
    }
  });

  it('says that the port uses another protocol', async () => {
    const other = net.createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    assert.ok(address && typeof address === 'object');
    try {
      assert.match(await lineAt(`postgresql://a@127.0.0.1:${address.port}/b`), /127\.0\.0\.1:\d+\/b/);
    } finally {
      other.close();
    }
  });
});

describe('the sidebar of a project that is not set up', () => {
  const changed = new Map<string, string | undefined>();
  const write = (name: string, text: string | undefined): void => {
    const file = path.join(root, name);
    if (!changed.has(file))
      changed.set(file, fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined);
    if (text === undefined) fs.rmSync(file, { force: true });
    else fs.writeFileSync(file, text);
  };

  afterEach(async () => {
    for (const [file, text] of changed) {
      if (text === undefined) fs.rmSync(file, { force: true });
      else fs.writeFileSync(file, text);
    }
    changed.clear();
    await refresh();
  });

  it('says that it is for another database', async () => {
    const schema = fs.readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8');
    write('prisma/schema.prisma', schema.replace('"postgresql"', '"mysql"'));
    await refresh();
    assert.deepEqual(await viewLines(), [
      'Not PostgreSQL · This project is for mysql. Migration Guard supports PostgreSQL only. › Try Again',
    ]);
  });

  it('says that Prisma is not installed, where its config has to be run', async () => {
    write(
      'prisma.config.ts',
      `export default { datasource: { url: [process.env.DATABASE_URL].join('') } };\n`,
    );
    await refresh();
    assert.match(
      (await viewLines())[0]!,
      /^Prisma not installed · .*Run npm install there\. › Open Terminal Here$/,
    );
  });

  it('says that there is no project', async function () {
    needWindowInput(this);
    const aside = `${root}-prisma`;
    fs.renameSync(path.join(root, 'prisma'), aside);
    write('prisma.config.ts', undefined);
    try {
      await refresh();
      assert.deepEqual(await viewLines(), []);
      await vscode.commands.executeCommand('migrationGuard.migrations.focus');
      assert.match(
        await read('.part.sidebar .welcome-view-content:has-text("There is no Prisma project")'),
        /^There is no Prisma project in this window[^]*Look Again/,
      );
    } finally {
      fs.renameSync(aside, path.join(root, 'prisma'));
    }
  });

  it('says that migration-guard.json is broken', async () => {
    write('prisma/migration-guard.json', '{ "environments": 7 }');
    await refresh();
    assert.match((await viewLines())[0]!, /^Broken configuration · /);
  });
});
