import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { buildCli } from '../../helpers/cli';
import { migrationFile } from '../../helpers/prisma-project';
import { untilGone } from '../../helpers/processes';
import { runSql } from '../../helpers/sql';
import { history, inSetting, memories, withPrisma } from './setting';

const quick = ['safe-migrate', '--no-verify', '--no-drift-check', '--name', 'next'];
const project = { models: memories('note String?'), migrations: history };

/** What Prisma would do, but with another end: it makes the folder, and the file is half written. */
const half = `fs.mkdirSync('prisma/migrations/20270101000000_next');
fs.writeFileSync('prisma/migrations/20270101000000_next/migration.sql', 'ALTER TAB');
fs.writeFileSync('started', process.pid + '\\n');
`;

describe('safe-migrate refuses', () => {
  before(buildCli);

  it(
    'to let Prisma see a database that has drifted, and says what to do instead of a reset',
    inSetting(project, async ({ run, added, write, at, url }) => {
      const init = migrationFile('0001_init');
      write({ [init]: `-- The memories.\n${fs.readFileSync(at(init), 'utf8')}` });
      const edited = await run(quick);
      assert.equal(edited.exitCode, 1);
      assert.match(edited.stdout, /cosmetic: migration-guard fix-drift --all-cosmetic gives the rows/);
      assert.match(edited.stderr, /^migration-guard: No migration was made: Prisma would want to reset/);
      assert.deepEqual(JSON.parse((await run([...quick, '--json'])).stdout), {
        ...{ version: 1, outcome: 'refused' },
        reasons: [
          'No migration was made: Prisma would want to reset the database, which is not needed. Do what is advised above first.',
        ],
      });
      write({ [init]: history['0001_init'], [migrationFile('0002_search')]: undefined });
      const gone = await run(quick);
      assert.equal(gone.exitCode, 1);
      assert.match(
        gone.stderr,
        /0002_search has no migration\.sql: bring the file back, or move the folder elsewhere\./,
      );
      fs.rmdirSync(path.dirname(at(migrationFile('0002_search'))));
      const missing = await run(quick);
      assert.equal(missing.exitCode, 1);
      assert.match(missing.stdout, /missing {4}0002_search/);
      await runSql(
        url,
        `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '0001_init'`,
      );
      const failed = await run(quick);
      assert.equal(failed.exitCode, 1);
      assert.match(failed.stderr, /0001_init has failed, and that has to be resolved first/);
      assert.doesNotMatch(edited.stderr + gone.stderr + missing.stderr + failed.stderr, /Running Prisma/);
      assert.deepEqual(added(), []);
    }),
  );

  it(
    'production, and a configuration with mistakes; projects below stand in no way',
    inSetting(project, async ({ run, write, url, added }) => {
      write({
        'migration-guard.json':
          '{ "environments": { "live": { "variable": "LIVE_URL", "production": true } } }',
      });
      for (const args of [[], ['--env', 'live']]) {
        const ran = await run([...quick, ...args], { LIVE_URL: url });
        assert.equal(ran.exitCode, 1);
        assert.match(ran.stderr, /is production \(\S+\), where migrations are not developed/);
      }
      write({ 'migration-guard.json': undefined, 'prisma/drift-ignore.json': '{ "protectedIndexes": 1 }' });
      const broken = await run(quick);
      assert.equal(broken.exitCode, 2);
      assert.match(broken.stderr, /The configuration has mistakes\. Correct .*:/);
      assert.deepEqual(added(), []);
      write({
        'prisma/drift-ignore.json': undefined,
        'apps/other/package.json': '{}',
        'apps/other/prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n}\n${memories()}`,
        'apps/other/prisma/migrations/0001_init/migration.sql': 'SELECT 1;\n',
      });
      // The project here goes before those below.
      const here = await run(quick);
      assert.equal(here.exitCode, 0, here.stderr);
      assert.equal(added().length, 1);
    }),
  );

  it(
    'a Prisma that is absent, too new, or of which only half is there',
    inSetting({ ...project, applied: 0 }, async ({ run, at, write, added }) => {
      fs.rmSync(at('node_modules/prisma'));
      write({ 'prisma.config.ts': undefined });
      const absent = await run(quick);
      assert.equal(absent.exitCode, 2);
      assert.match(absent.stderr, /Prisma is not installed for .*\. Install the project's packages/);
      write({ 'node_modules/prisma/package.json': '{"version":"8.0.0"}' });
      assert.match((await run(quick)).stderr, /Prisma is not installed for /);
      write({ 'node_modules/prisma/build/index.js': '' });
      const tooNew = await run(quick);
      assert.equal(tooNew.exitCode, 2);
      assert.match(
        tooNew.stderr,
        /The project has Prisma 8\.0\.0, which has no migrate command\. Install prisma7/,
      );
      assert.deepEqual(added(), []);
    }),
  );
});

describe('safe-migrate leaves nothing behind', () => {
  before(buildCli);

  it(
    'where Prisma crashes, is killed, cannot be started, or does not come to its end',
    inSetting(project, async (setting) => {
      const { run, added, at, write } = setting;
      const messageOf = async (script: string, ...args: string[]): Promise<string> => {
        withPrisma(setting, script);
        const ran = await run([...quick, ...args]);
        assert.equal(ran.exitCode, 2, ran.stderr);
        assert.deepEqual(added(), []);
        return ran.stderr;
      };
      assert.match(
        await messageOf(`${half}console.error('no', process.env.DATABASE_URL); process.exit(3);`),
        /^no \*\*\*\nmigration-guard: no migration was made: Prisma \(.*\) failed with exit code 3; see its output/m,
      );
      assert.match(
        await messageOf(`${half}process.kill(process.pid, 'SIGKILL');`),
        /Prisma \(.*\) was ended by SIGKILL\./,
      );
      assert.match(
        await messageOf(
          `${half}process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`,
          '--timeout',
          '2',
        ),
        /did not finish within 2 seconds, and was stopped\. Give it more time with --timeout\./,
      );
      await untilGone(Number(fs.readFileSync(at('started'), 'utf8')));
      write({ 'migration-guard.json': JSON.stringify({ prismaCommand: [at('nothing-here')] }) });
      const missing = await run(quick);
      assert.equal(missing.exitCode, 2);
      assert.match(missing.stderr, /nothing-here was not found\. Install it, or correct "prismaCommand"/);
    }),
  );

  it(
    'where Prisma writes nothing, or something that cannot be read',
    inSetting(project, async (setting) => {
      const { run, added } = setting;
      withPrisma(setting, '');
      const nothing = await run(quick);
      assert.equal(nothing.exitCode, 2);
      assert.match(
        nothing.stderr,
        /put none into .*prisma\/migrations\. Check whether it keeps them elsewhere/,
      );
      withPrisma(
        setting,
        `fs.mkdirSync('prisma/migrations/20270101000000_next/migration.sql', { recursive: true });`,
      );
      const folder = await run(quick);
      assert.equal(folder.exitCode, 2);
      assert.match(folder.stderr, /What Prisma wrote into .*_next could not be read: it is a folder/);
      assert.deepEqual(added(), []);
    }),
  );

  it(
    'and lets nobody agree to a reset: neither a terminal nor a variable',
    inSetting(project, async (setting) => {
      withPrisma(
        setting,
        `fs.writeFileSync('seen', JSON.stringify([process.env.PRISMA_USER_CONSENT_FOR_DANGEROUS_AI_ACTION ?? null,
          process.argv.slice(2), fs.readFileSync(0, 'utf8')]));`,
      );
      await setting.run(quick, { PRISMA_USER_CONSENT_FOR_DANGEROUS_AI_ACTION: 'yes' });
      assert.deepEqual(JSON.parse(fs.readFileSync(setting.at('seen'), 'utf8')), [
        null,
        ['migrate', 'dev', '--create-only', '--name', 'next'],
        '',
      ]);
    }),
  );
});
