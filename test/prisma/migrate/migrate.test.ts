import assert from 'node:assert/strict';
import fs from 'node:fs';
import { commandIn, follow } from '../../helpers/advice';
import { applyMigrations } from '../../helpers/applied-migrations';
import { buildCli } from '../../helpers/cli';
import { migrationFile } from '../../helpers/prisma-project';
import { runLikePsql } from '../../helpers/database-commands';
import { runSql } from '../../helpers/sql';
import { project, schema6, drop, inSetting } from './setting';

describe('migrate', () => {
  before(buildCli);

  for (const [version, label] of [
    [7, 'Prisma 7.10.0'],
    [6, 'Prisma 6.19.3'],
  ] as const) {
    it(
      `applies what is pending by the project’s own ${label}, and then has nothing to do`,
      inSetting(
        async (_, { migrate, migrateBuilt, indexes }) => {
          const first = await migrateBuilt();
          assert.equal(first.exitCode, 0, first.stderr);
          const [begin = ''] = first.stdout.split('\n');
          assert.match(begin, /^2 migrations to apply to local at \S+, with Prisma [\d.]+:$/);
          assert.ok(begin.endsWith(`with ${label}:`));
          assert.match(first.stdout, /^.*\n {2}1_init\n {2}2_search\n/);
          assert.match(
            first.stdout,
            /2 migrations: 2 applied; 1 protected index in place\. Nothing needs attention\./,
          );
          assert.ok((await indexes()).includes('memories_lower_idx'));
          const second = await migrate();
          assert.equal(second.exitCode, 0);
          assert.match(second.stdout, /^Nothing is pending for local at /);
        },
        { ...project, version },
      ),
    );
  }

  it(
    'only says what it would do with --dry-run',
    inSetting(async (_, { migrate, indexes }) => {
      const ran = await migrate(['--dry-run']);
      assert.equal(ran.exitCode, 0, ran.stderr);
      assert.match(ran.stdout, /Nothing was applied: this was a dry run\.\n$/);
      assert.deepEqual(await indexes(), []);
    }),
  );

  // Catches a plan that starts Prisma whatever lint says, and one that judges what nobody can change any more.
  it(
    'is stopped by a new migration that drops a protected index; for one that is merged it says so and goes on',
    inSetting(async ({ write, commit }, { apply, migrate, indexes }) => {
      await apply();
      write(drop);
      const stopped = await migrate();
      assert.equal(stopped.exitCode, 1);
      assert.match(stopped.stdout, /error {2}drop-protected-index/);
      assert.match(stopped.stderr, /A new migration does what is shown above\. Fix it, or say in the file/);
      assert.ok((await indexes()).includes('memories_lower_idx'));
      commit('Add tags');
      const ran = await migrate();
      assert.match(ran.stdout, /^1 migration that is already merged loses protected indexes: /m);
      assert.doesNotMatch(ran.stdout, /migration-guard-ignore|--fix/);
      assert.match(ran.stderr, /^LOST memories_lower_idx/m);
      assert.equal(ran.exitCode, 1);
    }),
  );

  it(
    'gives an empty database what prisma migrate deploy gives it, though a merged migration lost an index',
    inSetting(async ({ write, commit }, { migrate, indexes }) => {
      write(drop);
      commit('Add tags');
      const ran = await migrate();
      assert.equal(ran.exitCode, 0, ran.stderr);
      assert.deepEqual(await indexes(), ['_prisma_migrations_pkey', 'memories_pkey']);
    }),
  );

  // Mutation: the outcome looks at lost indexes only, or at protected ones only.
  it(
    'does not end with 0 over an invalid index that IF NOT EXISTS keeps, and says so before',
    inSetting(async ({ write, commit, prisma }, { url, migrate }) => {
      const build =
        'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "memories_title" ON "memories" (lower("title"));\n';
      write({
        [migrationFile('3_unique')]: build,
        [migrationFile('4_more')]: 'ALTER TABLE "memories" ADD COLUMN "vip" BOOLEAN;\n',
      });
      commit('Begin');
      await applyMigrations(url, project.migrations);
      await runSql(url, "INSERT INTO memories VALUES (1, 'A'), (2, 'a')");
      assert.equal((await migrate()).exitCode, 2);
      await prisma(url, ['migrate', 'resolve', '--rolled-back', '3_unique']);
      await runSql(url, 'DELETE FROM memories WHERE id = 2');
      const planned = await migrate(['--dry-run']);
      const remark =
        /^3_unique makes memories_title IF NOT EXISTS, and there is one already that is invalid: .* (DROP INDEX .*)$/m;
      const [, statement = ''] = remark.exec(planned.stdout) ?? assert.fail(planned.stdout);
      const ran = await migrate();
      assert.equal(ran.exitCode, 1);
      assert.match(
        ran.stderr,
        /^NOT MADE memories_title is made by 3_unique, and is invalid: no query uses it\. migration-guard restore memories_title /m,
      );
      await runSql(
        url,
        `${statement} UPDATE _prisma_migrations SET rolled_back_at = now(), finished_at = NULL WHERE migration_name = '3_unique'`,
      );
      const again = await migrate();
      assert.equal(again.exitCode, 0, again.stderr);
    }),
  );

  it(
    'does not end with 0 over another index of that name, also of one that nothing protects, and says what makes it',
    inSetting(async ({ write, commit, folder }, { url, migrate }) => {
      await applyMigrations(url, project.migrations);
      await runSql(url, 'CREATE INDEX memories_title_idx ON memories (id)');
      write({
        [migrationFile('3_title')]:
          '-- CreateIndex\nCREATE INDEX IF NOT EXISTS "memories_title_idx" ON "memories"("title");\n',
        'prisma/schema.prisma':
          'datasource db {\n  provider = "postgresql"\n}\n\nmodel memories {\n  id    Int    @id\n  title String\n\n  @@index([title])\n}\n',
      });
      commit('Begin');
      const ran = await migrate();
      assert.equal(ran.exitCode, 1);
      assert.match(
        ran.stdout,
        /^3_title makes memories_title_idx IF NOT EXISTS, and there is one already that has the keys \(id\)/m,
      );
      assert.match(ran.stderr, /^NOT MADE memories_title_idx .* is another one/m);
      const env = { DATABASE_URL: url };
      const refused = await follow(commandIn(ran, /restore memories_title_idx$/), { folder, env });
      assert.equal(refused.exitCode, 1);
      const confirm = 'migration-guard restore memories_title_idx --confirm-drop memories_title_idx';
      assert.ok(refused.stderr.includes(confirm), refused.stderr);
      const restored = await follow(confirm, { folder, env });
      assert.equal(restored.exitCode, 0, restored.stderr);
      await runLikePsql(url, restored.stdout);
      const [index] = await runSql<{ indexdef: string }>(
        url,
        "SELECT indexdef FROM pg_indexes WHERE indexname = 'memories_title_idx'",
      );
      assert.match(index?.indexdef ?? '', /\(title\)$/);
    }),
  );

  it(
    'takes no program that a signal ended for a success',
    inSetting(async ({ write, at }, { migrate }) => {
      write({
        'suicide.mjs': 'process.kill(process.pid, "SIGKILL");\n',
        'migration-guard.json': JSON.stringify({ prismaCommand: [process.execPath, at('suicide.mjs')] }),
      });
      const ran = await migrate();
      assert.equal(ran.exitCode, 2);
      assert.match(ran.stderr, /prisma migrate deploy was ended by signal 9\.\n$/);
    }),
  );

  it(
    'says which Prisma is missing, or too new, and what to do',
    inSetting(async ({ write, at }, { migrate }) => {
      fs.rmSync(at('node_modules/prisma'));
      write({ 'prisma.config.ts': undefined, 'prisma/schema.prisma': schema6 });
      assert.match(
        (await migrate()).stderr,
        /Prisma is not installed for .*\. Install the project's packages/,
      );
      write({
        'node_modules/prisma/package.json': '{"version":"8.0.0"}',
        'node_modules/prisma/build/index.js': '',
      });
      const ran = await migrate();
      assert.equal(ran.exitCode, 2);
      assert.match(
        ran.stderr,
        /The project has Prisma 8\.0\.0, which has no migrate command\. Install prisma7 beside it/,
      );
    }),
  );

  it(
    'says how the branch stands to the one that it follows',
    inSetting(async ({ git, write, commit, at }, { migrate }) => {
      git('clone', '--quiet', '--bare', '.', at('node_modules/upstream'));
      git('remote', 'add', 'origin', at('node_modules/upstream'));
      write({ 'later.txt': 'x' });
      commit('Somebody else’s');
      git('push', '--quiet', '--set-upstream', 'origin', 'main');
      git('reset', '--quiet', '--hard', 'HEAD~1');
      assert.match(
        (await migrate(['--dry-run'])).stdout,
        /which lacks 1 commit of origin\/main: git pull gets them\./,
      );
    }),
  );

  describe('in production', () => {
    const files = {
      'migration-guard.json':
        '{ "environments": { "live": { "variable": "LIVE_URL", "production": true } } }',
    };
    it(
      'is recognised under another name',
      inSetting(
        async (_, { url, migrate, indexes }) => {
          const ran = await migrate([], { LIVE_URL: url });
          assert.equal(ran.exitCode, 1);
          assert.match(
            ran.stderr,
            /local is production\. Add --force, and confirm it by --confirm live@127\.0\.0\.1/,
          );
          assert.deepEqual(await indexes(), []);
        },
        { ...project, files },
      ),
    );
  });
});
