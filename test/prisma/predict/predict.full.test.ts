import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildCli } from '../../helpers/cli';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import { inPrismaProject } from '../../helpers/prisma-project';
import { sharedPglite, sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';
import { migrations, models, undeclared, declared, predict } from './setting';

for (const version of [7, 6] as const) {
  describe(`predict with Prisma ${version}`, () => {
    before(buildCli);

    it(
      '--push tells what db push would do to the database, also to what no migration made',
      inPrismaProject({ version, ...declared }, async (project) => {
        const url = await (await sharedServer()).createDatabase();
        await runSql(url, Object.values(migrations).join('') + 'CREATE INDEX chats_mine ON chats (title);');
        const { exitCode, stdout, stderr } = await predict(project, ['--push'], { DATABASE_URL: url });
        assert.equal(stderr, '');
        assert.equal(exitCode, 1);
        assert.match(stdout, /The next db push would drop chats_mine, which no migration makes/);
        assert.match(stdout, /would run:\n {4}-- DropIndex\n {4}DROP INDEX "chats_mine";/);
      }),
    );
  });
}

describe('predict', () => {
  before(buildCli);

  it(
    'exits 2 with one sentence where the history cannot be replayed',
    inPrismaProject(
      {
        models,
        migrations: { ...migrations, '20260103000000_broken': 'DROP TABLE "missing";\n' },
      },
      async (project) => {
        const { exitCode, stdout, stderr } = await predict(project);
        assert.equal(exitCode, 2);
        assert.equal(stdout, '');
        assert.equal(
          stderr,
          'migration-guard: The history does not apply to an empty database: 20260103000000_broken line 1, DROP TABLE "missing": table "missing" does not exist. Fix that migration, or put what it needs before it into the "prelude" of migration-guard.json.\n',
        );
      },
    ),
  );

  it(
    '--push without a database tells what it would do to one that has all migrations',
    inPrismaProject(undeclared, async (project) => {
      const { exitCode, stdout, stderr } = await predict(project, ['--push'], {
        DATABASE_URL: 'postgresql://ann:hunter2@127.0.0.1:1/app',
      });
      assert.equal(
        stderr,
        'migration-guard: 127.0.0.1:1/app cannot be reached. This shows what would be done to a database that has all migrations.\n',
      );
      assert.equal(exitCode, 1);
      assert.match(stdout, /The next db push would drop chats_fast/);
    }),
  );

  it('sees a vector index, with PGlite as the live database', async () => {
    const pglite = await sharedPglite();
    await pglite.clear();
    await runSql(
      pglite.url,
      'CREATE EXTENSION vector; CREATE TABLE notes (id TEXT PRIMARY KEY, e vector(3)); CREATE INDEX notes_e ON notes USING hnsw (e vector_l2_ops);',
    );
    await inPrismaProject(
      { models: 'model notes {\n  id String @id\n  e Unsupported("vector(3)")?\n}\n' },
      async (project) => {
        const { exitCode, stdout } = await predict(project, ['--push'], { DATABASE_URL: pglite.url });
        assert.equal(exitCode, 1);
        assert.match(stdout, /would drop notes_e/);
      },
    )();
  });

  it(
    'leaves nothing behind when it is interrupted',
    inPrismaProject(undeclared, async (project) => {
      const temporary = project.at('tmp');
      fs.mkdirSync(temporary);
      const child = spawn(process.execPath, [path.resolve('dist/cli.js'), 'predict'], {
        cwd: project.folder,
        env: { ...process.env, ...prismaEnvironment(project.folder), TMPDIR: temporary },
        stdio: 'ignore',
      });
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      await new Promise<void>((resolve) => {
        const watcher = fs.watch(temporary, () => {
          watcher.close();
          resolve();
        });
      });
      // The config is written, and Prisma is started with it.
      child.kill('SIGINT');
      assert.equal(await ended, 130);
      assert.deepEqual(
        fs.readdirSync(temporary).filter((name) => name.startsWith('migration-guard-')),
        [],
      );
      assert.equal(project.git('status', '--porcelain', '--untracked-files=no'), '');
    }),
  );
});
