import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { runCliHere } from '../helpers/cli-here';
import { assertNoSecrets } from '../helpers/no-secrets';
import { inPrismaProject } from '../helpers/prisma-project';
import { sharedServer } from '../helpers/shared-servers';
import { skip } from '../helpers/skip';
import { runSql } from '../helpers/sql';

/** Where somebody else's variables would lead. */
const elsewhere = {
  PGHOST: '192.0.2.1',
  PGPORT: '1',
  PGUSER: 'nobody',
  PGPASSWORD: 'of-another-server',
  PGDATABASE: 'elsewhere',
  PGSERVICE: 'elsewhere',
  PGHOSTADDR: '192.0.2.1',
  PGSSLMODE: 'verify-full',
};

/** Connects by nothing but the PG* variables, as programs do that know no DATABASE_URL. */
const driver = `
  const { Client } = require(${JSON.stringify(path.resolve('node_modules/pg'))});
  const client = new Client();
  client.connect()
    .then(() => client.query('SELECT current_database() AS database, (SELECT a FROM t) AS a'))
    .then(({ rows }) => console.log(rows[0].database, rows[0].a, process.env.PGPASSWORD), (error) => console.log(error.message))
    .finally(() => client.end());`;

describe('a command that run starts', function () {
  this.timeout(30_000);

  // Mutations: setting DATABASE_URL alone; leaving what was inherited; no search_path.
  for (const [schema, query] of [
    ['public', ''],
    ['crm', '?schema=crm'],
  ] as const) {
    const setUp = async () => {
      const url = await (await sharedServer()).createDatabase();
      await runSql(url, `CREATE SCHEMA IF NOT EXISTS ${schema}; CREATE TABLE ${schema}.t AS SELECT 42 AS a`);
      const { password, pathname } = new URL(url);
      return { env: { ...elsewhere, STAGING: `${url}${query}` }, password, database: pathname.slice(1) };
    };
    const files = { 'migration-guard.json': '{ "environments": { "staging": { "variable": "STAGING" } } }' };

    it(
      `reaches the environment’s database by a driver that reads PGHOST and its like, in ${schema}`,
      inPrismaProject({ files }, async ({ folder }) => {
        const { env, password, database } = await setUp();
        const ran = await runCliHere(
          folder,
          ['run', '--env', 'staging', '--', process.execPath, '-e', driver],
          env,
        );
        assert.deepEqual(ran, { exitCode: 0, stdout: `${database} 42 ***\n`, stderr: '' });
        assertNoSecrets(ran.stdout, [password]);
      }),
    );

    it(`reaches it by psql, in ${schema}`, async function () {
      if (!hasPsql()) skip(this, 'there is no psql on this machine');
      const { env, database } = await setUp();
      await inPrismaProject({ files }, async ({ folder }) => {
        const sql = 'SELECT current_database(), a FROM t';
        const ran = await runCliHere(folder, ['run', '--env', 'staging', '--', 'psql', '-Atc', sql], env);
        assert.deepEqual(ran, { exitCode: 0, stdout: `${database}|42\n`, stderr: '' });
      })();
    });
  }
});

function hasPsql(): boolean {
  try {
    execFileSync('psql', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
