import assert from 'node:assert/strict';
import fs from 'node:fs';
import { applyMigrations } from '../helpers/applied-migrations';
import { buildCli, runCli, type Ran } from '../helpers/cli';
import { runCliHere } from '../helpers/cli-here';
import { assertNoSecrets } from '../helpers/no-secrets';
import { prismaEnvironment } from '../helpers/prisma-cli';
import { inPrismaProject, migrationFile, type PrismaProject } from '../helpers/prisma-project';
import { sharedServer } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';

const table = `-- CreateTable
CREATE TABLE "memories" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "memories_pkey" PRIMARY KEY ("id")
);
`;

const project = {
  models: 'model memories {\n  id    Int    @id\n  title String\n}\n',
  migrations: {
    '1_init': table,
    '2_search': 'CREATE INDEX "memories_lower_idx" ON "memories" (lower("title"));\n',
  },
};

const drop = { [migrationFile('3_drop')]: '-- DropIndex\nDROP INDEX "memories_lower_idx";\n' };
/** What a replay of the files cannot see. */
const hiddenDrop = {
  [migrationFile('3_hidden')]: `DO $$ BEGIN EXECUTE reverse('"xdi_rewol_seiromem" XEDNI PORD'); END $$;\n`,
};

type Migrate = (args?: readonly string[], env?: Record<string, string>) => Promise<Ran>;

interface Setting {
  readonly url: string;
  /** Runs it in this process. */
  readonly migrate: Migrate;
  /** The same in a process of its own, as people do. */
  readonly migrateBuilt: Migrate;
  /** Applies the migrations that the project has at first, as Prisma does. */
  readonly apply: () => Promise<void>;
  readonly indexes: () => Promise<string[]>;
}

/** A project with a database of its own; every output is searched for the password. */
function inSetting(
  body: (project: PrismaProject, setting: Setting) => Promise<void>,
  contents: object = project,
): () => Promise<void> {
  return async () => {
    const server = await sharedServer();
    const url = await server.createDatabase();
    await inPrismaProject(contents, async (opened) => {
      const running =
        (run: typeof runCli): Migrate =>
        async (args = [], env = {}) => {
          const ran = await run(opened.folder, ['migrate', ...args], {
            ...prismaEnvironment(opened.folder),
            DATABASE_URL: url,
            ...env,
          });
          assertNoSecrets([ran.stdout, ran.stderr], [server.adminPassword]);
          return ran;
        };
      await body(opened, {
        url,
        migrate: running(runCliHere),
        migrateBuilt: running(runCli),
        apply: () => applyMigrations(url, project.migrations),
        indexes: async () =>
          (
            await runSql<{ name: string }>(
              url,
              "SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
            )
          ).map(({ name }) => name),
      });
    })();
  };
}

describe('migrate', () => {
  before(buildCli);

  for (const [version, words] of [
    [7, 'Prisma 7.10.0'],
    [6, 'Prisma 6.19.3'],
  ] as const) {
    it(
      `applies what is pending by the project’s own ${words}, and then has nothing to do`,
      inSetting(
        async (_, { migrate, migrateBuilt, indexes }) => {
          const first = await migrateBuilt();
          assert.equal(first.exitCode, 0, first.stderr);
          const [begin = ''] = first.stdout.split('\n');
          assert.match(begin, /^2 migrations to apply to local at \S+, by Prisma [\d.]+:$/);
          assert.ok(begin.endsWith(`by ${words}:`));
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

  // Catches a plan that starts Prisma whatever lint says.
  it(
    'is stopped by a pending migration that drops a protected index, also a committed one',
    inSetting(async ({ write, commit }, { apply, migrate, indexes }) => {
      await apply();
      write(drop);
      for (const step of [() => undefined, () => commit('Add tags')]) {
        step();
        const ran = await migrate();
        assert.equal(ran.exitCode, 1);
        assert.match(ran.stdout, /error {2}drop-protected-index/);
        assert.match(ran.stderr, /A pending migration does what is told above\. Mend it, or say in the file/);
      }
      assert.ok((await indexes()).includes('memories_lower_idx'));
    }),
  );

  it(
    'goes on where the file says why the drop is wanted',
    inSetting(async ({ write }, { apply, migrate, indexes }) => {
      await apply();
      write({
        [migrationFile('3_drop')]:
          '-- migration-guard-ignore drop-protected-index: search moved away\nDROP INDEX "memories_lower_idx";\n',
      });
      const ran = await migrate();
      assert.equal(ran.exitCode, 0, ran.stderr);
      assert.doesNotMatch(ran.stderr, /LOST/);
      assert.ok(!(await indexes()).includes('memories_lower_idx'));
    }),
  );

  it(
    'fails loudly where an index is gone that no replay could miss',
    inSetting(async ({ write }, { apply, migrate }) => {
      await apply();
      write(hiddenDrop);
      const ran = await migrate();
      assert.equal(ran.exitCode, 1);
      assert.match(
        ran.stderr,
        /^LOST memories_lower_idx was in place before, and is gone now\. migration-guard restore/m,
      );
    }),
  );

  it(
    'exits 2 where Prisma fails, and then refuses until somebody resolves it',
    inSetting(async ({ write }, { migrate }) => {
      write({ [migrationFile('3_typo')]: 'CREATE INDEX ON "memory" ("id");\n' });
      const ran = await migrate();
      assert.equal(ran.exitCode, 2);
      assert.match(ran.stdout, /failed {7}3_typo\n +ERROR: relation "memory" does not exist/);
      assert.match(ran.stderr, /prisma migrate deploy failed with exit code 1\.\n$/);
      const again = await migrate();
      assert.equal(again.exitCode, 1);
      assert.match(again.stderr, /3_typo has failed, and Prisma applies nothing before that is resolved/);
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
    const live = ['--env', 'live'];

    // Catches a refusal that --force alone takes away.
    it(
      'wants --force, and the environment’s name and host',
      inSetting(
        async (_, { url, migrate, indexes }) => {
          const env = { LIVE_URL: url };
          const said = async (args: readonly string[]): Promise<string> => {
            const { exitCode, stderr } = await migrate([...live, ...args], env);
            assert.equal(exitCode, 1);
            return stderr;
          };
          assert.match(
            await said([]),
            /live is production\. Add --force, and name it by --confirm live@127\.0\.0\.1 /,
          );
          assert.match(await said(['--force']), /nobody can be asked\. Add --confirm live@127\.0\.0\.1\./);
          assert.match(
            await said(['--force', '--confirm', 'live@elsewhere']),
            /is not live@127\.0\.0\.1, so nothing/,
          );
          assert.match(await said(['--confirm', 'live@127.0.0.1']), /Add --force/);
          assert.deepEqual(await indexes(), []);
          const ran = await migrate([...live, '--force', '--confirm', 'live@127.0.0.1'], env);
          assert.equal(ran.exitCode, 0, ran.stderr);
          assert.ok((await indexes()).includes('memories_lower_idx'));
        },
        { ...project, files },
      ),
    );

    it(
      'is recognised under another name',
      inSetting(
        async (_, { url, migrate, indexes }) => {
          const ran = await migrate([], { LIVE_URL: url });
          assert.equal(ran.exitCode, 1);
          assert.match(
            ran.stderr,
            /local is production\. Add --force, and name it by --confirm live@127\.0\.0\.1/,
          );
          assert.deepEqual(await indexes(), []);
        },
        { ...project, files },
      ),
    );
  });
});

const schema6 = `datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
`;
