import assert from 'node:assert/strict';
import { buildCli } from '../../helpers/cli';
import { migrationFile } from '../../helpers/prisma-project';
import { project, hiddenDrop, inSetting } from './setting';

describe('migrate', () => {
  before(buildCli);

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
      assert.match(again.stderr, /3_typo has failed, and Prisma applies nothing until that is resolved/);
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
          const messageOf = async (args: readonly string[]): Promise<string> => {
            const { exitCode, stderr } = await migrate([...live, ...args], env);
            assert.equal(exitCode, 1);
            return stderr;
          };
          assert.match(
            await messageOf([]),
            /live is production\. Add --force, and confirm it by --confirm live@127\.0\.0\.1 /,
          );
          assert.match(
            await messageOf(['--force']),
            /nobody can be asked\. Add --confirm live@127\.0\.0\.1\./,
          );
          assert.match(
            await messageOf(['--force', '--confirm', 'live@elsewhere']),
            /is not live@127\.0\.0\.1, so nothing/,
          );
          assert.match(await messageOf(['--confirm', 'live@127.0.0.1']), /Add --force/);
          assert.deepEqual(await indexes(), []);
          const ran = await migrate([...live, '--force', '--confirm', 'live@127.0.0.1'], env);
          assert.equal(ran.exitCode, 0, ran.stderr);
          assert.ok((await indexes()).includes('memories_lower_idx'));
        },
        { ...project, files },
      ),
    );
  });
});
