import assert from 'node:assert/strict';
import { buildCli } from '../../helpers/cli';
import { runSql } from '../../helpers/sql';
import { addColumn, history, inSetting, memories } from './setting';
const project = { models: memories('note String?'), migrations: history };
const columns = `SELECT column_name AS name FROM information_schema.columns WHERE column_name IN ('note', 'more') ORDER BY 1`;

describe('dev', () => {
  before(buildCli);

  it(
    'applies what is pending together with what is new, or alone',
    inSetting(
      {
        models: memories('note String?', 'more String?'),
        migrations: { ...history, '0003_note': addColumn('note', 'TEXT') },
        applied: 2,
        version: 6,
      },
      async ({ run, url, addedSql }) => {
        const ran = await run(['dev', '--no-verify', '--', 'migrate', 'dev', '-n', 'more']);
        assert.equal(ran.exitCode, 0, ran.stderr);
        assert.match(addedSql('more'), /ADD COLUMN {5}"more" TEXT;\n$/);
        assert.match(ran.stdout, /2 migrations to apply to local at /);
        assert.deepEqual(await runSql(url, columns), [{ name: 'more' }, { name: 'note' }]);
      },
    ),
  );

  it(
    'only writes with --create-only, takes the project’s own files, and no others',
    inSetting(project, async ({ run, url, added, write }) => {
      write({ 'docs/other.prisma': 'model other {\n  id Int @id\n}\n', 'prisma.other.ts': '' });
      const files = ['--schema=prisma/schema.prisma', '--config', 'prisma.config.ts'];
      for (const [args, says] of [
        [['--', '--schema', 'docs/other.prisma'], /other\.prisma is not the schema of the project in/],
        [
          ['--project', 'prisma', '--', '--config', 'prisma.other.ts'],
          /prisma\.other\.ts gives no datasource\.url/,
        ],
        [['--', '--force'], /--force is not passed on/],
        [['--', '--accept-data-loss'], /--accept-data-loss is not known here\. dev takes --name/],
        [['--', '--name'], /--name needs a value/],
        [['--name', 'a', '--', '--name', 'b'], /The name is given twice/],
        [[], /The migration needs a name: migration-guard dev --name add_tags$/m],
      ] as const) {
        const ran = await run(['dev', '--no-verify', '--no-drift-check', ...args]);
        assert.equal(ran.exitCode, 2, ran.stderr + ran.stdout);
        assert.match(ran.stderr, says);
      }
      assert.deepEqual(added(), []);
      const ran = await run(['dev', '--no-verify', '--', '--name', 'next', '--create-only', ...files]);
      assert.equal(ran.exitCode, 0, ran.stderr);
      assert.equal(added().length, 1);
      assert.deepEqual(await runSql(url, columns), []);
    }),
  );
});
