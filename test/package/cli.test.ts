import assert from 'node:assert/strict';
import fs from 'node:fs';
import { inExample } from '../helpers/example';
import { prismaEnvironment } from '../helpers/prisma-cli';
import { inPrismaProject } from '../helpers/prisma-project';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { runPackaged } from './unpacked';

const draft = 'prisma/migrations/20260301120000_add_tags/migration.sql';

const contents = {
  models: 'model memories {\n  id    Int    @id\n  title String\n  tag   String?\n}\n',
  migrations: {
    '1_init': 'CREATE TABLE "memories" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL);\n',
    '2_search': 'CREATE INDEX "memories_title_hash" ON "memories" USING hash ("title");\n',
  },
};

describe('the command line in the package', () => {
  it(
    'tells its version and its commands',
    inExample(async ({ folder }) => {
      const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
      const told = await runPackaged(folder, ['--version']);
      assert.deepEqual(told, { exitCode: 0, stdout: `${version}\n`, stderr: '' });
      const help = await runPackaged(folder, ['--help']);
      assert.equal(help.exitCode, 0, help.stderr);
      for (const command of ['lint', 'status', 'verify', 'safe-migrate', 'predict'])
        assert.match(help.stdout, new RegExp(`^ {2}${command} `, 'm'));
    }),
  );

  it(
    'finds what a migration would lose, and mends it',
    inExample(async ({ folder }) => {
      const found = await runPackaged(folder, ['lint']);
      assert.equal(found.exitCode, 1, found.stderr);
      assert.match(found.stdout, /\n2 errors in 1 of 7 migrations\n$/);
      const mended = await runPackaged(folder, ['lint', '--fix']);
      assert.equal(mended.exitCode, 0, mended.stderr);
      assert.equal(mended.stdout, 'No findings in 7 migrations\n');
    }),
  );

  it(
    'applies a history to its embedded PostgreSQL with pgvector, and dumps what that makes',
    inExample(async ({ folder, at }) => {
      const failed = await runPackaged(folder, ['verify']);
      assert.equal(failed.exitCode, 1, failed.stderr);
      assert.match(failed.stdout, /PostgreSQL: relation "memories_chunk_group_id_idx" already exists\./);
      fs.rmSync(at(draft));
      const dumped = await runPackaged(folder, ['pglite-schema']);
      assert.equal(dumped.exitCode, 0, dumped.stderr);
      assert.match(dumped.stdout, /^CREATE INDEX idx_memories_embedding ON .* USING ivfflat/m);
    }),
  );

  it(
    'applies migrations by the project’s Prisma, and reads their rows',
    inPrismaProject(contents, async ({ folder }) => {
      const { url, clear } = await sharedPglite();
      await clear();
      const env = { ...prismaEnvironment(folder), DATABASE_URL: url };
      const pending = await runPackaged(folder, ['status'], env);
      assert.equal(pending.exitCode, 1, pending.stderr);
      assert.match(pending.stdout, /pending +1_init/);
      const migrated = await runPackaged(folder, ['migrate'], env);
      assert.equal(migrated.exitCode, 0, migrated.stdout + migrated.stderr);
      const done = await runPackaged(folder, ['status'], env);
      assert.equal(done.exitCode, 0, done.stdout + done.stderr);
      assert.match(done.stdout, /2 migrations: 2 applied; 1 protected index in place\./);
      await runSql(url, 'UPDATE "_prisma_migrations" SET checksum = repeat(\'0\', 64)');
      const drifted = await runPackaged(folder, ['check-drift'], env);
      assert.equal(drifted.exitCode, 1, drifted.stderr);
    }),
  );

  it(
    'predicts and writes a migration without the loss, both without a database',
    inPrismaProject(contents, async ({ folder, at, git }) => {
      const env = prismaEnvironment(folder);
      const predicted = await runPackaged(folder, ['predict'], env);
      assert.equal(predicted.exitCode, 1, predicted.stderr);
      assert.match(predicted.stdout, /would drop memories_title_hash/);
      const written = await runPackaged(folder, ['safe-migrate', '--name', 'tag', '--offline'], env);
      assert.equal(written.exitCode, 0, written.stdout + written.stderr);
      const file = git('ls-files', '--others', '--', '*.sql');
      assert.match(file, /_tag\/migration\.sql$/);
      const sql = fs.readFileSync(at(file), 'utf8');
      assert.match(sql, /ADD COLUMN/);
      assert.doesNotMatch(sql, /^DROP INDEX/m);
    }),
  );
});
