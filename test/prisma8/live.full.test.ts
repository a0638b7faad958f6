import assert from 'node:assert/strict';
import { applyMigrations } from '../helpers/applied-migrations';
import { buildCli, runCli, type Ran } from '../helpers/cli';
import type { PgliteServer } from '../helpers/pglite-server';
import { inPrisma8Project } from '../helpers/prisma-8/project';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';

const contract = 'model Note {\n  id Int @id\n  title String\n}';

/** One field more than the others. */
function withField(field: string): string {
  return contract.replace('\n}', `\n  ${field} String?\n  @@index([${field}])\n}`);
}

describe('a database of a project of Prisma 8', () => {
  let server: PgliteServer;

  before(buildCli);

  beforeEach(async () => {
    server = await sharedPglite();
    await server.clear();
  });

  /** Sentences are broken where the terminal ends. */
  async function run(folder: string, ...args: string[]): Promise<Ran> {
    const ran = await runCli(folder, args, { DATABASE_URL: server.url });
    return { ...ran, stdout: ran.stdout.replace(/\s+/g, ' '), stderr: ran.stderr.replace(/\s+/g, ' ') };
  }

  it(
    'is told of by status, predict and safe-migrate, whose commands of Prisma 8 work',
    inPrisma8Project({ contract }, async ({ folder, emit, succeed }) => {
      assert.match((await run(folder, 'status')).stdout, /contract emit writes it/);
      await emit(contract);
      assert.match((await run(folder, 'status')).stdout, /migration plan --name <name> writes one/);
      const init = await run(folder, 'safe-migrate', '--name', 'init');
      assert.equal(init.exitCode, 0, init.stderr);
      await succeed(['db', 'migrate'], { databaseUrl: server.url });
      assert.match(
        (await run(folder, 'status')).stdout,
        /applied +\d+T\d+_init[^]*at the contract of this checkout/,
      );
      await runSql(server.url, 'CREATE INDEX hand ON "Note" (lower(title))');
      const predicted = await run(folder, 'predict');
      assert.equal(predicted.exitCode, 1, predicted.stderr);
      assert.match(predicted.stdout, /would drop hand, an expression index on Note/);
      assert.match(predicted.stdout, /safe-migrate --name <name> plans them/);
      const unnamed = await run(folder, 'safe-migrate');
      assert.equal(unnamed.exitCode, 2);
      assert.match(unnamed.stderr, /safe-migrate --name add_tags/);
    }),
  );

  it(
    'is where safe-migrate plans from without a ref, and names what only it has',
    inPrisma8Project({ contract }, async ({ folder, emit, plan, succeed }) => {
      await emit(contract);
      await plan('init');
      await emit(withField('old'));
      const old = await run(folder, 'safe-migrate', '--name', 'old');
      assert.match(
        old.stdout,
        /planned from the contract to which \d+T\d+_init leads \(\w{8}\), where the migrations end\. .* wrote /,
      );
      await succeed(['db', 'migrate'], { databaseUrl: server.url });
      await runSql(server.url, 'CREATE INDEX hand ON "Note" (lower(title))');
      const same = await run(folder, 'safe-migrate', '--name', 'same');
      assert.match(
        same.stdout,
        /to which \d+T\d+_old leads \(\w{8}\), where [\w.]+:\d+\/\w+ is\. There is nothing/,
      );
      await emit(withField('fresh'));
      const fresh = await run(folder, 'safe-migrate', '--name', 'fresh');
      assert.match(fresh.stdout, /would lack .* declares: hand \(index on Note\)\. /);
    }),
  );

  it(
    'is one of several ends of the migrations: the commands that choose one work',
    inPrisma8Project({ contract }, async ({ folder, emit, plan, succeed }) => {
      await emit(contract);
      const init = await plan('init');
      await emit(withField('one'));
      const one = await plan('one', { from: init });
      await succeed(['db', 'migrate'], { databaseUrl: server.url });
      await emit(withField('other'));
      await plan('other', { from: init });
      const apart = await run(folder, 'status');
      const [, ...joining] =
        /prisma (migration) (plan) (--from) (\w+) --name <name>/.exec(apart.stdout) ?? [];
      assert.equal(joining.length, 4, apart.stdout);
      await emit(withField('more'));
      const unclear = await run(folder, 'safe-migrate', '--offline', '--name', 'more');
      assert.equal(unclear.exitCode, 2);
      assert.match(
        unclear.stderr,
        new RegExp(`The migrations end at ${one} \\(\\w{8}\\) and .*emitted anew`),
      );
      const [, ...choice] = /prisma (migration) (ref) (set) (db) (\w+)/.exec(unclear.stderr) ?? [];
      await succeed(choice);
      const more = await run(folder, 'safe-migrate', '--offline', '--name', 'more');
      assert.equal(more.exitCode, 0, more.stderr);
      await succeed([...joining, '--name', 'joined']);
      assert.match((await run(folder, 'status')).stdout, /pending +\d+T\d+_joined/);
    }),
  );

  it(
    'has a ref from which Prisma does not plan: the command that sets another works',
    inPrisma8Project({ contract }, async ({ folder, emit, plan, succeed }) => {
      await emit(contract);
      await plan('init');
      await emit(withField('tried'));
      await succeed(['db', 'update'], { databaseUrl: server.url });
      await emit(withField('more'));
      const refused = await run(folder, 'safe-migrate', '--name', 'more');
      assert.equal(refused.exitCode, 2);
      const [, ...choice] = /prisma (migration) (ref) (set) (db) (\w+)/.exec(refused.stderr) ?? [];
      assert.equal(choice.length, 5, refused.stderr);
      await succeed(choice);
      const more = await run(folder, 'safe-migrate', '--name', 'more');
      assert.equal(more.exitCode, 0, more.stderr);
    }),
  );

  it(
    'was migrated by an earlier Prisma: the command that hands it over works',
    inPrisma8Project({ contract }, async ({ folder, emit, plan, succeed }) => {
      await emit(contract);
      await plan('init');
      await applyMigrations(server.url, {
        '20260101000000_init': 'CREATE TABLE "Note" (id integer PRIMARY KEY, title text NOT NULL)',
      });
      const before = await run(folder, 'status');
      assert.match(before.stdout, /prisma db sign hands the database over to Prisma 8/);
      await succeed(['db', 'sign'], { databaseUrl: server.url });
      assert.match((await run(folder, 'status')).stdout, /at the contract of this checkout/);
    }),
  );
});
