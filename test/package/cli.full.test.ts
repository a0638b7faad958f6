import assert from 'node:assert/strict';
import fs from 'node:fs';
import { inExample } from '../helpers/example';
import { prismaEnvironment } from '../helpers/prisma-cli';
import { inPrismaProject } from '../helpers/prisma-project';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { runInstalled } from './installed';

const contents = {
  models: 'model memories {\n  id    Int    @id\n  title String\n  tag   String?\n}\n',
  migrations: {
    '1_init': 'CREATE TABLE "memories" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL);\n',
    '2_search': 'CREATE INDEX "memories_title_hash" ON "memories" USING hash ("title");\n',
  },
};

describe('the package in an empty project', () => {
  it(
    'says what is missing to ask a database',
    inExample(async ({ folder }) => {
      const asked = await runInstalled(folder, ['status']);
      assert.equal(asked.exitCode, 2, asked.stdout);
      assert.match(asked.stderr, /^migration-guard: datasource\.url of prisma\.config\.ts is empty\. /);
    }),
  );

  it(
    'applies migrations by the project’s Prisma, and reads their rows',
    inPrismaProject(contents, async ({ folder }) => {
      const { url, clear } = await sharedPglite();
      await clear();
      const env = { ...prismaEnvironment(folder), DATABASE_URL: url };
      const pending = await runInstalled(folder, ['status'], env);
      assert.equal(pending.exitCode, 0, pending.stderr);
      assert.match(pending.stdout, /pending +1_init/);
      const migrated = await runInstalled(folder, ['migrate'], env);
      assert.equal(migrated.exitCode, 0, migrated.stdout + migrated.stderr);
      await runSql(url, 'UPDATE "_prisma_migrations" SET checksum = repeat(\'0\', 64)');
      const drifted = await runInstalled(folder, ['check-drift'], env);
      assert.equal(drifted.exitCode, 1, drifted.stderr);
    }),
  );

  it(
    'writes a migration without the loss, without a database',
    inPrismaProject(contents, async ({ folder, at, git }) => {
      const args = ['safe-migrate', '--name', 'tag', '--offline'];
      const written = await runInstalled(folder, args, prismaEnvironment(folder));
      assert.equal(written.exitCode, 0, written.stdout + written.stderr);
      const file = git('ls-files', '--others', '--', '*.sql');
      assert.match(file, /_tag\/migration\.sql$/);
      const sql = fs.readFileSync(at(file), 'utf8');
      assert.match(sql, /ADD COLUMN/);
      assert.doesNotMatch(sql, /^DROP INDEX/m);
    }),
  );

  it(
    'predicts the loss, without a database',
    inPrismaProject(contents, async ({ folder }) => {
      const predicted = await runInstalled(folder, ['predict'], prismaEnvironment(folder));
      assert.equal(predicted.exitCode, 1, predicted.stderr);
      assert.match(predicted.stdout, /would drop memories_title_hash/);
    }),
  );
});
