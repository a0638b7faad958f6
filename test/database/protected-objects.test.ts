import assert from 'node:assert/strict';
import fs from 'node:fs';
import { runLikePsql } from '../helpers/database-commands';
import { applyMigrations } from '../helpers/applied-migrations';
import { runCliHere } from '../helpers/cli-here';
import type { StatusJson } from '../../src/core/reports/status';
import { sharedServer } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { datasource, openWorkspace, type Workspace } from '../helpers/workspace';

const history = {
  '1_init': `CREATE TABLE users (id int PRIMARY KEY, age int, room int, boss int);
CREATE TABLE logs (id int PRIMARY KEY);
CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;`,
  '2_by_hand': `ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT users_age;
ALTER TABLE users ADD CONSTRAINT users_room EXCLUDE USING btree (room WITH =);
ALTER TABLE users ADD CONSTRAINT users_boss FOREIGN KEY (boss) REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER users_log BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION log_change();
CREATE POLICY users_own ON users USING (id > 0);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE logs ENABLE ROW LEVEL SECURITY;`,
};

/** Leaves nothing as the history has it, and each in a way of its own. */
const harm = `ALTER TABLE users DROP CONSTRAINT users_age;
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0) NOT VALID;
ALTER TABLE users DROP CONSTRAINT users_room;
ALTER TABLE users ALTER CONSTRAINT users_boss NOT DEFERRABLE;
ALTER TABLE users DISABLE TRIGGER users_log;
DROP POLICY users_own ON users;
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
ALTER TABLE logs DISABLE ROW LEVEL SECURITY;`;

describe('protected objects, against a server', () => {
  let project: Workspace;
  let url: string;

  beforeEach(async () => {
    project = openWorkspace();
    url = await (await sharedServer()).createDatabase();
    write(history);
    await applyMigrations(url, history);
  });
  afterEach(() => project.remove());

  function write(migrations: Readonly<Record<string, string>>): void {
    project.write({ 'prisma/schema.prisma': datasource });
    for (const [name, sql] of Object.entries(migrations)) {
      project.write({ [`prisma/migrations/${name}/migration.sql`]: sql });
    }
  }

  const run = (...args: string[]) => runCliHere(project.folder, args, { DATABASE_URL: url, COLUMNS: '100' });

  async function states(): Promise<string[]> {
    const { stdout } = await run('status', '--json');
    const [one] = (JSON.parse(stdout) as StatusJson).projects;
    return (one?.protectedObjects ?? []).map(
      ({ name, state, differences }) => `${name}: ${[state, ...differences].join(', ')}`,
    );
  }

  it('are there after their migrations', async () => {
    const all = ['users_age', 'users_room', 'users_boss', 'users_log', 'users_own', 'users', 'logs'];
    assert.deepEqual(
      await states(),
      all.map((name) => `${name}: present`),
    );
    const { exitCode, stdout } = await run('status');
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /^ {2}present {6}users_age, CHECK constraint of users$/m);
    assert.match(stdout, /; 7 protected objects in place\. Nothing needs attention\.$/m);
  });

  it('are missing, or not in force as the history has them', async () => {
    await runSql(url, harm);
    assert.deepEqual(await states(), [
      'users_age: different, not valid: rows from before were never checked',
      'users_room: missing',
      'users_boss: different, not deferrable',
      'users_log: different, disabled',
      'users_own: missing',
      "users: different, not forced on the table's owner",
      'logs: missing',
    ]);
    const { exitCode, stdout } = await run('status');
    assert.equal(exitCode, 1);
    assert.match(stdout, /^ {2}missing {6}users_own, policy of users$/m);
    assert.match(stdout, /7 of 7 protected objects not as it should be\. 7 need attention\.$/m);
  });

  it('are still to be made where their migration is, and also where it changes them', async () => {
    write({
      '3_later': `ALTER TABLE users DISABLE TRIGGER users_log;
ALTER TABLE logs FORCE ROW LEVEL SECURITY;
ALTER POLICY users_own ON users RENAME TO users_mine;
CREATE POLICY logs_all ON logs USING (true);`,
    });
    assert.deepEqual(
      (await states()).filter((state) => !state.endsWith('present')),
      ['users_mine: pending', 'logs: pending', 'logs_all: pending'],
    );
  });

  it('come back as they were, in the order in which they were made', async () => {
    await runSql(url, harm);
    const { exitCode, stdout, stderr } = await run('restore');
    assert.equal(exitCode, 0, stderr);
    assert.doesNotMatch(stdout, /\b(?:DROP|TRUNCATE|DELETE)\b/);
    await runLikePsql(url, stdout);
    assert.deepEqual(
      (await states()).filter((state) => !state.endsWith('present')),
      [],
    );
  });

  it('come back as check-drift --schema advises, each by its own command or what is printed', async () => {
    await runSql(url, harm);
    const { exitCode, stdout } = await run('check-drift', '--schema');
    assert.equal(exitCode, 1);
    assert.match(stdout, /It fires never; the migrations say as usual\.$/m);
    assert.match(stdout, /Its row level security: off; the migrations say ENABLE\.$/m);
    const advised = [...stdout.matchAll(/^ +migration-guard (restore \S+) prints what/gm)].map(
      ([, command]) => command ?? '',
    );
    assert.deepEqual(advised.sort(), [
      'restore logs',
      'restore users',
      'restore users.users_age',
      'restore users.users_boss',
      'restore users.users_log',
    ]);
    for (const command of advised) await runLikePsql(url, (await run(...command.split(' '))).stdout);
    const [, printed = ''] = /this makes again what is missing:\n\n([^]*?)\n\n/.exec(stdout) ?? [];
    await runSql(url, printed);
    const after = await run('check-drift', '--schema');
    assert.equal(after.exitCode, 0, after.stdout);
    assert.deepEqual(
      (await states()).filter((state) => !state.endsWith('present')),
      [],
    );
  });

  it('are missed where drift-ignore.json lists them, also where a migration left a plain foreign key', async () => {
    const plain = {
      '3_plain': `ALTER TABLE users DROP CONSTRAINT users_boss;
ALTER TABLE users ADD CONSTRAINT users_boss FOREIGN KEY (boss) REFERENCES users (id);`,
    };
    write(plain);
    await applyMigrations(url, plain);
    const entry = { kind: 'deferrable', name: 'users_boss', table: 'users' };
    project.write({ 'prisma/drift-ignore.json': JSON.stringify({ protectedObjects: [entry] }) });
    const missed = (await states()).filter((state) => !state.endsWith('present'));
    assert.deepEqual(missed, ['users_boss: different, not deferrable']);
    const { stderr } = await run('restore');
    assert.match(
      stderr.replaceAll('\n', ' '),
      /users\.users_boss, which is different\. It is not deferrable, and no migration makes it\./,
    );
  });

  it('come back by their names, with the table where it says more', async () => {
    await runSql(url, harm);
    const { stdout } = await run('restore', 'users.users_log', 'users_own');
    assert.match(stdout, /^ALTER TABLE "users" ENABLE TRIGGER "users_log";$/m);
    assert.match(stdout, /^CREATE POLICY users_own ON users USING \(id > 0\);$/m);
    assert.doesNotMatch(stdout, /users_age|SECURITY/);
    await runSql(url, 'CREATE POLICY users_own ON logs USING (true)');
    write({ '3_twice': 'CREATE POLICY users_own ON logs USING (true);' });
    const several = await run('restore', 'users_own');
    assert.equal(several.exitCode, 2);
    const [, advised] =
      /^.*users_own may be users\.users_own and logs\.users_own\. Say which: migration-guard (.*)$/m.exec(
        several.stderr,
      ) ?? [];
    assert.match((await run(...(advised ?? '').split(' '))).stdout, /^CREATE POLICY users_own ON users /m);
    const unknown = await run('restore', 'users_lag');
    assert.equal(unknown.exitCode, 2);
    assert.match(unknown.stderr, /is called users_lag\. Did you mean users_log\b/);
  });

  it('come back by a migration that runs also where nothing is missing', async () => {
    await runSql(url, harm);
    const { exitCode, stderr } = await run('restore', '--migration', 'bring_back');
    assert.equal(exitCode, 0, stderr);
    const other = await (await sharedServer()).createDatabase();
    await applyMigrations(other, history);
    const files = [...stderr.matchAll(/^Wrote (\S+)$/gm)].map(([, file]) =>
      fs.readFileSync(project.at(file ?? ''), 'utf8'),
    );
    assert.equal(files.length, 2, stderr);
    for (const sql of files) {
      await runSql(url, sql);
      await runSql(other, sql);
    }
    assert.deepEqual(
      (await states()).filter((state) => !state.endsWith('present')).map((state) => state.split(' ')[1]),
      [],
    );
  });

  it('add a constraint to a large table without checking its rows at once', async () => {
    await runSql(url, 'ALTER TABLE users DROP CONSTRAINT users_age');
    await runSql(url, 'INSERT INTO users SELECT n, 1, n FROM generate_series(1, 12000) AS n; ANALYZE users');
    const { stdout } = await run('restore');
    assert.match(
      stdout,
      /CHECK \(age > 0\) NOT VALID;\nALTER TABLE "users" VALIDATE CONSTRAINT "users_age";$/m,
    );
    assert.match(
      stdout.replaceAll('\n-- ', ' '),
      /Then reads every row of users \(about 12,000 rows, .*\) while reads and writes go on\./,
    );
    await runLikePsql(url, stdout);
    assert.deepEqual((await states())[0], 'users_age: present');
  });

  it('wait for the function that a trigger calls, and for what has their name', async () => {
    await runSql(
      url,
      'DROP FUNCTION log_change CASCADE; ALTER TABLE users DROP CONSTRAINT users_age, ADD CONSTRAINT users_age UNIQUE (age)',
    );
    const { exitCode, stdout, stderr } = await run('restore');
    assert.equal(exitCode, 1);
    assert.equal(stdout, '');
    const told = stderr.replaceAll('\n', ' ');
    assert.match(
      told,
      /Not restored: users\.users_log, which is missing\. The function that it calls, log_change, is not/,
    );
    assert.match(
      told,
      /Not restored: users\.users_age, which is different\. It is a constraint of another kind\. Nothing is dropped/,
    );
  });

  it('are shown by inspect, by table and kind, with what makes them', async () => {
    await runSql(url, 'ALTER TABLE users DISABLE TRIGGER users_log');
    const { stdout } = await run('inspect');
    assert.match(
      stdout,
      /^ {2}different {4}users_log, trigger of users\n +It is disabled\.\n +migration-guard restore users\.users_log prints what brings it back\.\n {15}CREATE TRIGGER users_log BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION\n {15}log_change\(\);\n {15}made in 2_by_hand$/m,
    );
    const one = await run('inspect', '--table', 'logs', '--json');
    const { projects } = JSON.parse(one.stdout) as { projects: [{ objects: unknown[] }] };
    assert.equal(projects[0].objects.length, 1);
  });

  it('are looked at by verify at the end of the history', async () => {
    const good = await run('verify');
    assert.equal(good.exitCode, 0, good.stderr);
    assert.match(good.stdout, /7 protected objects in place at the end\.$/m);
    write({
      '3_quiet':
        "DO $$ BEGIN EXECUTE (SELECT 'DROP POLICY ' || polname || ' ON users' FROM pg_policy); END $$;",
    });
    const bad = await run('verify');
    assert.equal(bad.exitCode, 1);
    assert.match(bad.stdout, /^ {2}missing {6}users_own, policy of users$/m);
    assert.match(bad.stdout, /1 of 7 protected objects not as it should be at the end\.$/m);
  });
});
