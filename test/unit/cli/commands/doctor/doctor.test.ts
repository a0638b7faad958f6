import assert from 'node:assert/strict';
import os from 'node:os';
import { runCliHere } from '../../../../helpers/cli-here';
import { inExample } from '../../../../helpers/example';
import { assertNoSecrets } from '../../../../helpers/no-secrets';
import { inWorkspace } from '../../../../helpers/workspace';

const secret = 'Sw0rdf1sh-9';

const configured = {
  environments: {
    shared: { variable: 'SHARED_URL' },
    prod: { variable: 'PROD_URL', production: true },
  },
};

function lineOf(stdout: string, label: string): string {
  return new RegExp(`^ {2}${label} +(.*)$`, 'm').exec(stdout)?.[1] ?? '';
}

describe('doctor', () => {
  it(
    'tells of the versions, the project, the files of settings, the base and the databases',
    inExample(async ({ folder }) => {
      const { exitCode, stdout, stderr } = await runCliHere(folder, ['doctor']);
      assert.equal(exitCode, 0, stderr);
      assert.match(stdout, /^Migration Guard 1\.2\.3\n/);
      assert.equal(lineOf(stdout, 'node'), process.version);
      assert.match(lineOf(stdout, 'git'), /^2\./);
      assert.match(lineOf(stdout, 'Prisma'), /^7\.\d+\.\d+ \(\w+\)/);
      assert.equal(lineOf(stdout, 'provider'), 'postgresql');
      assert.equal(lineOf(stdout, 'migrations'), '7 in prisma/migrations; 1 schema file');
      assert.match(lineOf(stdout, 'configuration'), /^prisma\.config\.ts, .*drift-ignore\.json/);
      assert.match(lineOf(stdout, 'base'), /^[0-9a-f]{12}, with 6 migrations$/);
      assert.match(lineOf(stdout, 'local'), /^project: ./);
      assert.equal(lineOf(stdout, 'prod'), 'railway: not asked');
    }),
  );

  it(
    'says why a database gives no answer, and shows no password, no foreign host and nobody’s name',
    inExample(async ({ folder, write }) => {
      write({ 'migration-guard.json': JSON.stringify(configured) });
      const host = 'db.of-a-customer.invalid';
      const env = {
        SHARED_URL: `postgresql://app:${secret}@${host}:6543/app`,
        PROD_URL: `postgresql://app:${secret}@${host}:6543/prod`,
        SOME_TOKEN: `${secret}-token`,
      };
      for (const json of [[], ['--json']]) {
        const ran = await runCliHere(folder, ['doctor', '--env', 'shared', ...json], env);
        assert.equal(ran.exitCode, 0, ran.stderr);
        assert.match(ran.stdout, /\*\*\*:6543\/app/);
        assert.match(ran.stdout, /SHARED_URL/);
        assertNoSecrets([ran.stdout, ran.stderr], [secret, host]);
        assert.ok(!ran.stdout.includes(`${os.homedir()}/`));
      }
      const { stdout } = await runCliHere(folder, ['doctor', '--env', 'shared'], env);
      assert.match(
        lineOf(stdout, 'shared'),
        /^variable, of migration-guard\.json: .*\(shared, from SHARED_URL\): /,
      );
      assert.doesNotMatch(lineOf(stdout, 'shared'), /reachable/);
      assert.equal(lineOf(stdout, 'prod'), 'variable, of migration-guard.json: not asked');
    }),
  );

  it(
    'tells what is wrong instead of failing: mistakes in the configuration, a base that is not there',
    inExample(async ({ folder, write }) => {
      write({ 'migration-guard.json': '{ "rule": {} }', 'prisma/drift-ignore.json': '{' });
      const ci = { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: 'nowhere' };
      const { exitCode, stdout, stderr } = await runCliHere(folder, ['doctor'], ci);
      assert.equal(exitCode, 0, stderr);
      assert.match(stdout, /^ {2}problem +migration-guard\.json:1:3: /m);
      assert.match(stdout, /^ {2}problem +prisma\/drift-ignore\.json:1:/m);
      assert.match(lineOf(stdout, 'base'), /nowhere/);
    }),
  );

  it(
    'is printed without a project, too',
    inWorkspace(async ({ folder }) => {
      const { exitCode, stdout } = await runCliHere(folder, ['doctor']);
      assert.equal(exitCode, 0);
      assert.equal(lineOf(stdout, 'problem'), 'No Prisma project was found here.');
    }),
  );

  it(
    'says why a path leads nowhere',
    inWorkspace(async ({ folder }) => {
      const { exitCode, stdout } = await runCliHere(folder, ['doctor', 'nowhere']);
      assert.equal(exitCode, 0);
      assert.match(lineOf(stdout, 'problem'), /^nowhere could not be found/);
    }),
  );
});
