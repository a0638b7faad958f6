import assert from 'node:assert/strict';
import { buildCli } from '../../helpers/cli';
import { runSql } from '../../helpers/sql';
import { history, inSetting, memories } from './setting';
const quick = ['safe-migrate', '--no-verify', '--no-drift-check', '--name', 'next'];
const project = { models: memories('note String?'), migrations: history };

describe('safe-migrate refuses', () => {
  before(buildCli);

  it(
    'to let Prisma see a database whose schema has drifted, and does not pass its advice on',
    inSetting(project, async ({ run, added, url }) => {
      await runSql(url, 'CREATE INDEX by_hand ON memories (title)');
      const name = ['safe-migrate', '--name', 'next'];
      const seen = await run(name);
      assert.equal(seen.exitCode, 1);
      assert.match(seen.stderr, /has the index by_hand of memories, which no migration makes\.$/m);
      assert.match(seen.stderr, /which is not needed\. migration-guard check-drift --schema/);
      const ran = await run([...name, '--no-drift-check']);
      assert.equal(ran.exitCode, 1);
      assert.match(ran.stderr, /Added index on columns \(title\)/);
      assert.match(ran.stderr, /No migration was made, and nothing was reset: Prisma finds/);
      assert.doesNotMatch(ran.stderr, /prisma migrate reset|All data will be lost/);
      assert.deepEqual(added(), []);
    }),
  );
});

describe('safe-migrate leaves nothing behind', () => {
  before(buildCli);

  it(
    'where the config throws',
    inSetting(project, async ({ run, write, added }) => {
      write({ 'prisma.config.ts': `throw new Error('no luck');\n` });
      for (const args of [[], ['--offline']]) {
        const ran = await run([...quick, ...args]);
        assert.equal(ran.exitCode, 2);
        assert.match(ran.stderr, /^migration-guard: .*prisma\.config\.ts could not be loaded: .*no luck/);
      }
      assert.deepEqual(added(), []);
    }),
  );

  it(
    'but what a person has to mend, which it says',
    inSetting(
      {
        models: memories('note String?', 'number BigInt?'),
        migrations: {
          ...history,
          '0003_numbers': `CREATE SEQUENCE ticket_numbers;\nALTER TABLE "memories" ADD COLUMN "number" bigint DEFAULT nextval('ticket_numbers');\n`,
        },
      },
      async ({ run, addedSql }) => {
        const ran = await run(['safe-migrate', '--name', 'next']);
        assert.equal(ran.exitCode, 1);
        assert.match(addedSql('next'), /DROP SEQUENCE "ticket_numbers"/);
        assert.match(ran.stdout, /error {2}drop-generated-default/);
        assert.match(ran.stdout, /_next, written by Prisma 7\.10\.0, is not ready: fix what is shown\s+here/);
      },
    ),
  );
});
