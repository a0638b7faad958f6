import assert from 'node:assert/strict';
import { applyMigrations } from '../helpers/applied-migrations';
import { runCliHere } from '../helpers/cli-here';
import { inPrismaProject, type PrismaProject } from '../helpers/prisma-project';
import { sharedServer } from '../helpers/shared-servers';
import { openSession, runSql } from '../helpers/sql';

const migrations = {
  '1_notes':
    'CREATE TABLE notes (id int PRIMARY KEY, body text);\nCREATE INDEX notes_lower ON notes (lower(body)) WHERE id > 0;\n',
  '2_other':
    'CREATE TABLE other (id int PRIMARY KEY, body text);\nCREATE INDEX other_lower ON other (lower(body));\n',
};

/** Runs status while another session holds a lock. */
async function statusWhile({ folder }: PrismaProject, lock: string, more: string[] = []) {
  const url = await (await sharedServer()).createDatabase();
  await applyMigrations(url, migrations);
  await runSql(url, 'DROP INDEX other_lower');
  const session = await openSession(url);
  try {
    await session.run(`BEGIN; ${lock}`);
    return await runCliHere(folder, ['status', ...more], { DATABASE_URL: url });
  } finally {
    await session.close();
  }
}

describe('a lock that somebody holds', function () {
  this.timeout(60_000);

  // Mutation: printing and measuring every index, which waits for the lock.
  for (const lock of [
    'LOCK TABLE notes IN ACCESS EXCLUSIVE MODE',
    'ALTER TABLE notes ADD COLUMN more int',
    'REINDEX INDEX notes_lower',
  ]) {
    it(
      `does not hide how the rest of the database stands: ${lock}`,
      inPrismaProject({ migrations }, async (project) => {
        const { exitCode, stdout, stderr } = await statusWhile(project, lock);
        assert.match(stdout, /applied +1_notes/);
        assert.match(stdout, /missing +other_lower/);
        assert.match(stdout, /notes_lower/);
        assert.equal(
          stderr.split('\n').find((line) => !line.startsWith('Note:')),
          'migration-guard: notes is locked by somebody else, so it is known only that notes_lower is there, not how. Ask again when the lock is gone.',
        );
        assert.equal(exitCode, 2);
      }),
    );
  }

  it(
    'is no matter where it is on a table without such an index',
    inPrismaProject({ migrations }, async (project) => {
      const { exitCode, stderr } = await statusWhile(project, 'LOCK TABLE other IN ACCESS EXCLUSIVE MODE');
      assert.doesNotMatch(stderr, /lock/);
      assert.equal(exitCode, 1);
    }),
  );

  it(
    'on _prisma_migrations is told as one',
    inPrismaProject({ migrations }, async (project) => {
      const { exitCode, stderr } = await statusWhile(
        project,
        'LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE',
      );
      assert.match(
        stderr,
        /^migration-guard: Somebody else holds a lock at .* while reading _prisma_migrations: /,
      );
      assert.equal(exitCode, 2);
    }),
  );
});
