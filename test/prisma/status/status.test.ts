import assert from 'node:assert/strict';
import fs from 'node:fs';
import { applyMigrations } from '../../helpers/applied-migrations';
import { buildCli, runCli, type Ran } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { startFaultyProxy } from '../../helpers/faulty-proxy';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { startServer, withCredentials } from '../../helpers/postgres-server';
import { findPgBouncer, startPgBouncer } from '../../helpers/pgbouncer';
import { inPrismaProject, migrationFile } from '../../helpers/prisma-project';
import { sharedServer } from '../../helpers/shared-servers';
import { skip } from '../../helpers/skip';
import { runSql } from '../../helpers/sql';
import { testOfRows } from './cases';
import { contents, inSetting, states, table } from './setting';

describe('status', () => {
  before(buildCli);

  testOfRows(7);

  it(
    'tells of what prisma migrate status keeps quiet: an edited migration and a missing one',
    inSetting(async ({ prisma, write, at }, { url, apply, status }) => {
      await apply();
      write({ [migrationFile('1_init')]: `-- the first one\n${table}` });
      fs.rmSync(at('prisma/migrations/2_search'), { recursive: true });
      assert.equal((await prisma(url, ['migrate', 'status'])).exitCode, 0, 'Prisma says nothing');
      const ran = await status();
      assert.equal(ran.exitCode, 1);
      assert.deepEqual(states(ran).slice(0, 2), ['drifted 1_init', 'missing 2_search']);
    }),
  );

  it(
    'knows a squash, and says what makes it good in a database that has the old migrations',
    inSetting(async ({ prisma, write, at, folder, git, commit }, { url, apply, status }) => {
      await apply();
      git('init', '--quiet');
      commit('two migrations');
      const [first, second] = ['1_init', '2_search'].map((name) =>
        fs.readFileSync(at(migrationFile(name)), 'utf8'),
      );
      for (const name of ['1_init', '2_search'])
        fs.rmSync(at(`prisma/migrations/${name}`), { recursive: true });
      write({ [migrationFile('0_squashed')]: `${first}\n${second}` });
      commit('squashed');

      const before = await status();
      assert.equal(before.exitCode, 1);
      assert.deepEqual(states(before).slice(0, 3), [
        'pending 0_squashed',
        'squashed 1_init',
        'squashed 2_search',
      ]);
      const advice = /prisma migrate resolve --applied 0_squashed/;
      assert.match(before.stdout, advice);
      const drift = async () => await runCliHere(folder, ['check-drift'], { DATABASE_URL: url });
      const drifted = await drift();
      assert.equal(drifted.exitCode, 1);
      assert.match(drifted.stdout, advice);
      assert.doesNotMatch(drifted.stdout, /bring the folder back/);

      const resolved = await prisma(url, ['migrate', 'resolve', '--applied', '0_squashed']);
      assert.equal(resolved.exitCode, 0, resolved.stderr);
      const after = await status();
      assert.equal(after.exitCode, 0, after.stdout);
      assert.deepEqual(states(after).slice(0, 3), [
        'marked 0_squashed',
        'squashed 1_init',
        'squashed 2_search',
      ]);
      assert.equal((await drift()).exitCode, 0);
    }),
  );

  it(
    'accepts other line ends, as Prisma does',
    inSetting(async ({ write }, { apply, status }) => {
      await apply();
      write({ [migrationFile('1_init')]: table.replaceAll('\n', '\r\n') });
      assert.equal((await status()).exitCode, 0);
    }),
  );

  it(
    'tells a protected index that is gone, invalid or another one of its name',
    inSetting(async (_, { url, apply, status }) => {
      await apply();
      const of = (state: string): string =>
        `${state} memories_lower_idx, an expression index on memories (title)`;
      await runSql(url, 'DROP INDEX memories_lower_idx');
      assert.ok(states(await status()).includes(of('missing')));
      await runSql(url, 'CREATE INDEX memories_lower_idx ON memories (title)');
      const imposter = await status();
      assert.ok(states(imposter).includes(of('different')));
      assert.equal(imposter.exitCode, 1);
      await runSql(url, `DROP INDEX memories_lower_idx; INSERT INTO memories VALUES (1, 'a'), (2, 'A')`);
      await runSql(url, 'CREATE INDEX memories_lower_idx ON memories (lower(title))');
      assert.equal((await status()).exitCode, 0);
      await runSql(
        url,
        `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'memories_lower_idx'::regclass`,
      );
      assert.ok(states(await status()).includes(of('invalid')));
    }),
  );

  it(
    'is told as JSON',
    inSetting(async (_, { status }) => {
      const { stdout, exitCode } = await status(['--json', '--fail-on', 'pending']);
      assert.equal(exitCode, 1);
      assert.equal((await status(['--json'])).exitCode, 0);
      const { version, projects } = JSON.parse(stdout) as {
        version: number;
        projects: { migrations: { name: string; state: string; needsAttention: boolean }[] }[];
      };
      assert.equal(version, 1);
      assert.deepEqual(
        projects[0]?.migrations.map(({ name, state, needsAttention }) => [name, state, needsAttention]),
        [
          ['1_init', 'pending', true],
          ['2_search', 'pending', true],
        ],
      );
    }),
  );

  it(
    'honours ?schema=',
    inSetting(async (_, { url, status }) => {
      const there = `${url}?schema=crm`;
      await applyMigrations(there, contents.migrations);
      assert.match((await status([], there)).stdout, /^ {2}applied +1_init$/m);
      assert.match((await status()).stdout, /Nothing has been applied yet/);
    }),
  );
});

describe('the project beside the database', () => {
  before(buildCli);

  it(
    'need not be a repository, and git need not be there',
    inSetting(async ({ folder, at }, { url, apply, status }) => {
      await apply();
      const withoutGit = await runCli(folder, ['status'], { DATABASE_URL: url, PATH: at('node_modules') });
      assert.equal(withoutGit.exitCode, 0, withoutGit.stdout + withoutGit.stderr);
      fs.rmSync(at('.git'), { recursive: true });
      const ran = await status();
      assert.equal(ran.exitCode, 0, ran.stdout + ran.stderr);
      assert.match(ran.stdout, /2 migrations: 2 applied; 1 protected index in place/);
    }),
  );

  it(
    'may have a file that cannot be read, which is told and fails the run',
    inSetting(async ({ at }, { apply, status }) => {
      await apply();
      fs.rmSync(at(migrationFile('2_search')));
      fs.mkdirSync(at(migrationFile('2_search')));
      const ran = await status();
      assert.equal(ran.exitCode, 2, ran.stdout);
      assert.match(ran.stderr, /2_search\/migration\.sql could not be read: it is a folder, not a file\.\n$/);
    }),
  );

  it(
    'may be a shallow clone',
    inSetting(async ({ commit, git, at, write }, { apply, status }) => {
      await apply();
      write({ 'note.txt': 'x' });
      commit('Later');
      git('clone', '--quiet', '--depth=1', `file://${at('.')}`, at('node_modules/shallow'));
      fs.symlinkSync(at('node_modules/prisma'), at('node_modules/shallow/node_modules'), 'junction');
      const ran = await status([at('node_modules/shallow')]);
      assert.equal(ran.exitCode, 0, ran.stdout + ran.stderr);
    }),
  );
});

describe('a database that gives no answer', () => {
  const sentence = async (ran: Promise<Ran>): Promise<string> => {
    const { exitCode, stdout, stderr } = await ran;
    assert.equal(exitCode, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /^migration-guard: [^\n]+\n$/, 'one sentence');
    return stderr;
  };

  it(
    'is told by what is wrong, in one sentence each',
    inSetting(async (_, { url, password, status }) => {
      const wrong = url.replace(password, 'wr0ng');
      assert.match(
        await sentence(status([], wrong)),
        /refuses the user \w+ or the password\. Correct the database URL\./,
      );
      assert.match(
        await sentence(status([], url.replace(/:\d+\//, ':1/'))),
        /Nothing answers at \S+:1\/\S+\. Start the database/,
      );
      assert.match(
        await sentence(status([], `${url}_not`)),
        /has no such database: create \S+_not, or correct the URL\./,
      );
      assert.match(await sentence(status([], `${url}?sslmode=require`)), /does not support SSL/);
      assert.match(await sentence(status([], 'mysql://u:pw@h/d')), /is a mysql: URL/);
      assert.match(await sentence(status([], '')), /DATABASE_URL|datasource\.url/);
    }),
  );

  it(
    'may be one that the role must not read',
    inSetting(async (_, { url, apply, status }) => {
      const server = await sharedServer();
      await apply();
      const role = await server.createRole();
      const message = await sentence(status([], withCredentials(url, role.name, role.password)));
      assert.match(
        message,
        /is not allowed to do this at .*reading _prisma_migrations.*permission denied for table _prisma_migrations/,
      );
      assertNoSecrets([message], [role.password]);
    }),
  );

  it(
    'is given up when it is silent, and told when it breaks off',
    inSetting(async (_, { url, status }) => {
      const server = await sharedServer();
      const proxy = await startFaultyProxy(server.port);
      try {
        const through = proxy.through(url);
        await proxy.fail({ kind: 'silent' });
        assert.match(
          await sentence(status([], `${through}?connect_timeout=1`)),
          /does not answer\. Check the network/,
        );
        await proxy.fail({ kind: 'cut', afterBytes: 400 });
        assert.match(await sentence(status([], through)), /closed the connection|A secure connection/);
      } finally {
        await proxy.stop();
      }
    }),
  );

  it('may use TLS only, which is preferred, required or verified as the URL says', async () => {
    const server = await startServer({ tls: 'required' });
    try {
      const url = await server.createDatabase();
      await inPrismaProject(contents, async ({ folder, write, at }) => {
        write({ 'server.pem': server.certificate });
        const status = (at: string): Promise<Ran> => runCliHere(folder, ['status'], { DATABASE_URL: at });
        for (const how of ['', '?sslmode=require', `?sslmode=verify-ca&sslrootcert=${at('server.pem')}`]) {
          const ran = await status(url + how);
          assert.equal(ran.exitCode, 0, ran.stderr);
          assert.match(ran.stdout, /Nothing has been applied yet/);
        }
        assert.match(
          await sentence(status(`${url}?sslmode=verify-full`)),
          /A secure connection to \S+ failed: /,
        );
        assert.match(
          await sentence(status(`${url}?sslmode=disable`)),
          /refuses the user \w+ this way: .*sslmode=require/,
        );
      })();
    } finally {
      await server.stop();
    }
  });

  it('is read through a pooler that keeps no session', async function () {
    const pgbouncer = findPgBouncer();
    if ('missing' in pgbouncer) return skip(this, pgbouncer.missing);
    await inSetting(async (_, { url, apply, status }) => {
      await apply();
      const pooler = await startPgBouncer(pgbouncer.program, await sharedServer());
      try {
        const through = `${pooler.through(url)}?pgbouncer=true`;
        for (let time = 0; time < 3; time++) {
          const ran = await status([], through);
          assert.equal(ran.exitCode, 0, ran.stdout + ran.stderr);
        }
        const [timeout] = await runSql(pooler.through(url), 'SHOW statement_timeout');
        assert.deepEqual(timeout, { statement_timeout: '0' }, 'the next guest finds nothing changed');
      } finally {
        await pooler.stop();
      }
    })();
  });
});
