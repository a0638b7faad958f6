import assert from 'node:assert/strict';
import { applyMigrations } from '../helpers/applied-migrations';
import { runCliHere } from '../helpers/cli-here';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { datasource, openWorkspace, type Workspace } from '../helpers/workspace';

const migrations = {
  '1_a': 'CREATE TABLE t (id int)',
  '2_b': 'CREATE INDEX p ON t (id) WHERE id > 0',
  '3_c': 'CREATE TABLE u (id int)',
  '4_d': 'DROP INDEX p',
};

/** Times that PostgreSQL has and JavaScript has no date for. */
const times = ['infinity', '-infinity', '294276-12-31 00:00+00', '0044-03-15 00:00+00 BC'];

describe('rows with times that JavaScript has no date for', function () {
  let project: Workspace;
  let url: string;

  before(async () => {
    const pglite = await sharedPglite();
    await pglite.clear();
    url = pglite.url;
    project = openWorkspace();
    project.write({
      'prisma/schema.prisma': datasource,
      'prisma/drift-ignore.json':
        '{ "protectedIndexes": [{ "name": "p", "table": "t", "recreateSQL": "CREATE INDEX p ON t (id) WHERE id > 0;" }] }',
    });
    for (const [name, sql] of Object.entries(migrations))
      project.write({ [`prisma/migrations/${name}/migration.sql`]: sql });
    await applyMigrations(url, migrations);
    for (const [at, name] of Object.keys(migrations).entries()) {
      const time = `'${times[at] ?? ''}'`;
      await runSql(
        url,
        `UPDATE _prisma_migrations SET started_at = ${time}, finished_at = ${time} WHERE migration_name = '${name}'`,
      );
    }
    await runSql(
      url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, rolled_back_at)
       VALUES ('r', 'x', '4_d', '-infinity', 'infinity')`,
    );
  });
  after(() => project.remove());

  const run = (...args: string[]) => runCliHere(project.folder, args, { DATABASE_URL: url });

  // Catches reading them as dates: "Invalid time value".
  it('are told as PostgreSQL writes them', async () => {
    const { stdout, stderr } = await run('status', '--json');
    const [status] = (JSON.parse(stdout) as { projects: [{ migrations: Record<string, unknown>[] }] })
      .projects;
    assert.deepEqual(
      status.migrations.map((migration) => migration['finishedAt']),
      ['infinity', '-infinity', '294276-12-31T00:00:00', '0044-03-15T00:00:00 BC'],
      stderr,
    );
  });

  it('are told of the migration that took an index away', async () => {
    const { stdout, stderr } = await run('restore');
    assert.match(stdout + stderr, /4_d takes it away, applied here on 0044-03-15 BC\./);
  });

  for (const command of ['status', 'check-drift', 'inspect', 'fix-drift', 'restore', 'verify']) {
    it(`stop no command: ${command}`, async () => {
      const { stdout, stderr } = await run(command);
      assert.doesNotMatch(stdout + stderr, /Invalid|NaN|RangeError|this is a bug/, stderr);
    });
  }
});
