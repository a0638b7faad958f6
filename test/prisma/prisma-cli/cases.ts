import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { applyMigrations } from '../../helpers/applied-migrations';
import { inPrismaProject, migrationFile } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import {
  afterwards,
  applied,
  createdMigration,
  createTable,
  deploy,
  init,
  project,
  rowsOf,
  statesOf,
} from './setting';

/** Gives the URL of an empty database. */
export type OpenDatabase = () => Promise<string>;

/** Registers what is tried of the rows that it writes. */
export function testsOfRows(openDatabase: OpenDatabase): void {
  it(
    'writes a row with the checksum of each migration it deploys, and finds the database up to date',
    inPrismaProject(project, async (opened) => {
      const url = await openDatabase();
      await deploy(opened, url);
      assert.deepEqual(
        (await rowsOf(url)).map(({ migration_name, checksum }) => [migration_name, checksum]),
        Object.entries(project.migrations).map(([name, sql]) => [
          name,
          createHash('sha256').update(sql).digest('hex'),
        ]),
      );
      assert.deepEqual(await statesOf(url), applied);
      const { exitCode, stdout } = await opened.prisma(url, ['migrate', 'status']);
      assert.match(stdout, /Database schema is up to date!/);
      assert.equal(exitCode, 0);
    }),
  );

  it(
    'leaves a failed row with what PostgreSQL said, which it can mark as rolled back',
    inPrismaProject(project, async (opened) => {
      const url = await openDatabase();
      opened.write(afterwards);
      const { exitCode, stderr } = await opened.prisma(url, ['migrate', 'deploy']);
      assert.match(stderr, /^Error: P3018$/m);
      assert.equal(exitCode, 1);
      assert.deepEqual(await statesOf(url), [...applied, '20260103000000_typo failed 0']);
      const logs = (await rowsOf(url)).at(-1)?.logs ?? '';
      assert.match(logs, /^A migration failed to apply\. New migrations cannot be applied before/);
      assert.match(logs, /\nMigration name: 20260103000000_typo\n/);
      assert.match(logs, /\nDatabase error code: 42P01\n/);
      assert.match(logs, /\nERROR: relation "memory" does not exist\n/);
      await opened.prisma(url, ['migrate', 'resolve', '--rolled-back', '20260103000000_typo']);
      assert.deepEqual(await statesOf(url), [...applied, '20260103000000_typo rolled back 0']);
    }),
  );

  it(
    'marks a migration as applied without running it',
    inPrismaProject(project, async ({ prisma }) => {
      const url = await openDatabase();
      const { stdout } = await prisma(url, ['migrate', 'resolve', '--applied', init]);
      assert.match(stdout, /marked as applied/);
      assert.deepEqual(await statesOf(url), [`${init} applied 0`]);
      assert.deepEqual(await runSql(url, `SELECT to_regclass('memories') AS found`), [{ found: null }]);
    }),
  );
}

/** Registers what is tried of its shadow database. */
export function testsOfShadow(openDatabase: OpenDatabase, version: 6 | 7 = 7): void {
  it(
    'writes the drop of an index that the schema does not declare, and then says that an applied migration was modified',
    inPrismaProject({ ...project, version }, async (opened) => {
      const url = await openDatabase();
      await applyMigrations(url, project.migrations);
      const dev = ['migrate', 'dev', '--create-only', '--name'];
      const created = await opened.prisma(url, [...dev, 'next']);
      assert.equal(created.exitCode, 0, created.stderr);
      assert.equal(createdMigration(opened, 'next'), '-- DropIndex\nDROP INDEX "idx_memories_tags";\n');
      opened.write({ [migrationFile(init)]: `-- The memories.\n${createTable}` });
      const { exitCode, stdout } = await opened.prisma(url, [...dev, 'more']);
      assert.match(stdout, new RegExp(`The migration \`${init}\` was modified after it was applied\\.`));
      assert.equal(exitCode, 130);
    }),
  );
}
