import assert from 'node:assert/strict';
import fs from 'node:fs';
import { buildCli } from '../../helpers/cli';
import { freePort } from '../../helpers/server-process';
import { runSql } from '../../helpers/sql';
import { addColumn, history, inSetting, kept, memories, withPrisma } from './setting';
const thorough = (...args: string[]): string[] => ['safe-migrate', '--name', ...args];
const safeMigrate = (...args: string[]): string[] => thorough(...args, '--no-verify', '--no-drift-check');

describe('safe-migrate', () => {
  before(buildCli);

  it(
    'makes no migration where Prisma only wanted to drop, or wanted nothing',
    inSetting({ models: memories(), migrations: history }, async ({ run, added, write }) => {
      const ran = await run(safeMigrate('tidy'));
      assert.equal(ran.exitCode, 0, ran.stderr);
      assert.match(
        ran.stdout,
        /No schema change: Prisma only wanted to drop memories_tags\.\s+No\s+migration\s+was\s+made\.\n$/,
      );
      assert.deepEqual(added(), []);
      const declared = memories('@@index([tags], map: "memories_tags", type: Gin)');
      write({ 'prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n}\n\n${declared}` });
      const again = await run(safeMigrate('tidy', '--json'));
      assert.equal(again.exitCode, 0, again.stderr);
      assert.deepEqual(JSON.parse(again.stdout), {
        ...{ version: 1, root: '.', prisma: 'Prisma 7.10.0', outcome: 'no-change', next: null },
        message: 'No schema change: the migrations make what schema.prisma says. No migration was made.',
        ...{ migration: null, keptBack: [], broughtBack: [], trial: null, findings: [] },
      });
      assert.deepEqual(added(), []);
    }),
  );

  it(
    'stays apart from a database to which something is still to be applied, and names what it writes behind that',
    inSetting(
      {
        models: memories('note String?'),
        migrations: { ...history, '20990101000000_later': addColumn('more', 'TEXT') },
        applied: 2,
      },
      async ({ run, added, url, write }) => {
        write({
          'prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n}\n\n${memories('note String?', 'more String?')}`,
        });
        const ran = await run(safeMigrate('add_note'));
        assert.equal(ran.exitCode, 0, ran.stderr);
        assert.match(ran.stderr, /A migration is not applied to \S+ yet, and Prisma would do that first\./);
        assert.doesNotMatch(ran.stderr, /Running Prisma/);
        assert.deepEqual(added(), ['20990101000001_add_note']);
        const columns = `SELECT column_name AS name FROM information_schema.columns WHERE column_name IN ('note', 'more')`;
        assert.deepEqual(await runSql(url, columns), []);
      },
    ),
  );

  it(
    'gives a migration the last place where Prisma would not, so that it is never applied too early',
    inSetting(
      {
        models: memories('note String?'),
        migrations: { ...history, '20990101000000_later': 'SELECT 1;\n' },
      },
      async ({ run, added }) => {
        const ran = await run(safeMigrate('add_note'));
        assert.equal(ran.exitCode, 0, ran.stderr);
        assert.match(ran.stderr, /Running Prisma/);
        assert.deepEqual(added(), ['20990101000001_add_note']);
      },
    ),
  );

  it(
    'works without a database: none asked, none there, none named, none of this machine',
    inSetting({ models: memories('note String?'), migrations: history }, async (setting) => {
      const { run, addedSql, at, git } = setting;
      const nowhere = `postgresql://me:secret@127.0.0.1:${await freePort()}/app`;
      const ways: [args: string[], env: Record<string, string | undefined>, says: RegExp][] = [
        [['--offline'], {}, /^$/],
        [[], { DATABASE_URL: nowhere }, /Nothing answers at 127\.0\.0\.1:\d+\/app/],
        [[], { DATABASE_URL: undefined }, /datasource\.url of prisma\.config\.ts is empty/],
        [
          [],
          { DATABASE_URL: 'postgresql://me:secret@db.example.com/app' },
          /db\.example\.com:5432\/app, which is not on this machine/,
        ],
      ];
      for (const [args, env, says] of ways) {
        const ran = await run([...safeMigrate('add_note'), ...args], env);
        assert.equal(ran.exitCode, 0, ran.stderr);
        assert.match(ran.stderr, says);
        assert.equal(addedSql('add_note'), `${kept('memories_tags')}\n${addColumn('note', 'TEXT')}`);
        git('clean', '--force', '-d', '--quiet', 'prisma/migrations');
        // The first was Prisma's own answer: the others are about what leads to the same question.
        withPrisma(
          setting,
          `process.stdout.write(${JSON.stringify(`-- DropIndex\nDROP INDEX "memories_tags";\n\n${addColumn('note', 'TEXT')}`)});
process.exitCode = 2;`,
        );
      }
      assert.ok(fs.existsSync(at('prisma/migrations/migration_lock.toml')));
    }),
  );

  it(
    'writes the very first migration, with the lock file, also where a database has tables already',
    inSetting(
      { models: memories(), files: { 'prisma/migrations/migration_lock.toml': undefined } },
      async ({ run, addedSql, at, url, write }) => {
        await runSql(url, 'CREATE TABLE somebody_elses (id int)');
        write({ 'prisma/migrations/.keep': '' });
        const ran = await run(safeMigrate('init'));
        assert.equal(ran.exitCode, 0, ran.stderr);
        assert.match(ran.stderr, /has tables that no migration made, and Prisma would want to reset it/);
        assert.match(addedSql('init'), /^-- CreateTable\nCREATE TABLE "memories"/);
        assert.match(
          fs.readFileSync(at('prisma/migrations/migration_lock.toml'), 'utf8'),
          /^provider = "postgresql"$/m,
        );
      },
    ),
  );

  it(
    'takes Prisma’s warnings over into the migration where Prisma wants to be told yes',
    inSetting(
      { models: memories(), migrations: { ...history, '0003_note': addColumn('note', 'TEXT') } },
      async ({ run, addedSql, url }) => {
        await runSql(url, `INSERT INTO memories (id, title, note) VALUES (1, 'a', 'b')`);
        const ran = await run(safeMigrate('drop_note'));
        assert.equal(ran.exitCode, 0, ran.stderr);
        assert.match(ran.stderr, /Prisma asks for an answer to its warnings, which cannot be given here/);
        assert.match(
          addedSql('drop_note'),
          /^\/\*\n {2}Warnings:\n\n {2}- You are about to drop the column `note` .* 1 non-null values\.\n\n\*\/\n/,
        );
      },
    ),
  );

  it(
    'reads a schema of several files',
    inSetting(
      {
        migrations: history,
        files: {
          'prisma.config.ts': `export default { schema: 'prisma/schema', migrations: { path: 'prisma/migrations' }, datasource: { url: process.env.DATABASE_URL } };\n`,
          'prisma/schema.prisma': undefined,
          'prisma/schema/base.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
          'prisma/schema/models/memories.prisma': memories('note String?'),
        },
      },
      async ({ run, addedSql }) => {
        const ran = await run(safeMigrate('add_note'));
        assert.equal(ran.exitCode, 0, ran.stderr);
        assert.equal(addedSql('add_note'), `${kept('memories_tags')}\n${addColumn('note', 'TEXT')}`);
      },
    ),
  );
});
