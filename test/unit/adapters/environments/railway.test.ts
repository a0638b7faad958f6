import assert from 'node:assert/strict';
import fs from 'node:fs';
import { fromRailway, RailwayError, type RailwaySource } from '../../../../src/adapters/environments/railway';
import type { Resolved } from '../../../../src/adapters/environments/resolved';
import { secrets, sentenceOf, urlTo } from '../../../helpers/environments';
import { callsOf, fakeProgram } from '../../../helpers/fake-program';
import { assertNoSecrets } from '../../../helpers/no-secrets';
import { untilGone } from '../../../helpers/processes';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

const production: RailwaySource = { environment: 'production', service: undefined };

function ask(workspace: Workspace, body: string, source = production, timeoutMs = 20_000): Promise<Resolved> {
  const env = fakeProgram(workspace, 'railway', body);
  return fromRailway('prod', source, workspace.folder, { env, timeoutsMs: { railway: timeoutMs } });
}

const prints = (variables: unknown): string => `console.log(${JSON.stringify(JSON.stringify(variables))})`;

/** A railway that says this on stderr, besides a URL that must not be repeated, and fails. */
const fails = (message: string, exitCode = 1): string =>
  `process.stderr.write(${JSON.stringify(`\x1b[31m${message}\x1b[0m\n${urlTo('h')}\n`)}); process.exitCode = ${exitCode}`;

describe('Railway', () => {
  it(
    'is asked for the variables of an environment and a service, and its public URL goes first',
    inWorkspace(async (workspace) => {
      const body = prints({
        DATABASE_URL: urlTo('postgres.railway.internal'),
        DATABASE_PUBLIC_URL: urlTo('x.proxy.rlwy.net:4711'),
      });
      const { url, from } = await ask(workspace, body, { environment: 'production', service: 'My DB' });
      assert.equal(url.location, 'x.proxy.rlwy.net:4711/app');
      assert.equal(from, "DATABASE_PUBLIC_URL of Railway's production, service My DB");
      assert.deepEqual(callsOf(workspace, 'railway'), [
        ['variables', '--environment', 'production', '--service', 'My DB', '--json'],
      ]);
    }),
  );

  it(
    'may give another URL that is reached from here',
    inWorkspace(async (workspace) => {
      const { url, from } = await ask(
        workspace,
        prints({ DATABASE_URL: urlTo('db.example.com'), DATABASE_PUBLIC_URL: '' }),
      );
      assert.equal(url.host, 'db.example.com');
      assert.equal(from, "DATABASE_URL of Railway's production");
    }),
  );

  for (const message of [
    "error: unexpected argument '--environment' found",
    "error: unrecognized subcommand 'variables'",
  ]) {
    it(
      `is asked in its newer spelling where it says: ${message}`,
      inWorkspace(async (workspace) => {
        const body = `if (args[0] === 'variables') { ${fails(message, 2)} } else ${prints({ DATABASE_PUBLIC_URL: urlTo('h') })}`;
        assert.equal((await ask(workspace, body)).url.host, 'h');
        assert.deepEqual(
          callsOf(workspace, 'railway').map((args) => args.slice(0, 2)),
          [
            ['variables', '--environment'],
            ['variable', 'list'],
          ],
        );
      }),
    );
  }

  const answers: [what: string, body: string, sentence: RegExp, isAbsent?: boolean][] = [
    [
      'nobody is logged in',
      fails('Unauthorized. Please login with `railway login`'),
      /: railway is not logged in\. Run: railway login$/,
    ],
    [
      'the login is corrupt',
      fails('Login state is corrupt. Please logout and login back in.'),
      /: railway is not logged in\./,
    ],
    [
      'it says so in JSON only',
      `console.log('{"error":"x","code":"UNAUTHORIZED"}'); process.exitCode = 1`,
      /: railway is not logged in\./,
    ],
    [
      'a token is not valid',
      fails('Invalid RAILWAY_TOKEN. Please check that it is valid'),
      /: Railway does not accept the token in RAILWAY_TOKEN/,
    ],
    [
      'the folder is not linked',
      fails('No linked project found. Run railway link to connect to a project'),
      /: this folder is not linked to a project of Railway\. Run: railway link$/,
      true,
    ],
    [
      'the project is gone',
      fails('Project not found. Run `railway link` to connect to a project.'),
      /: this folder is not linked/,
      true,
    ],
    [
      'there is no such environment',
      fails('Environment "production" not found.\nRun `railway environment` to connect to an environment.'),
      /: Railway's project has no environment production\. Name another/,
      true,
    ],
    [
      'the environment is not for everyone',
      fails('Environment "production" is restricted. Ask a workspace admin'),
      /: Railway does not let this account see production\. Ask/,
    ],
    [
      'there is no such service',
      fails("Service 'api' not found"),
      /: Railway's project has no service such as the linked one\. Name another/,
    ],
    [
      'no service is linked',
      fails('No service linked\nRun `railway service` to link a service'),
      /: this folder is linked to no service of Railway\. Run: railway service$/,
    ],
    [
      'anything else fails',
      fails('Failed to fetch: dns error', 7),
      /: railway failed with exit code 7\. See what it says: railway status$/,
    ],
    [
      'there is no variable for a database',
      prints({ PORT: '1' }),
      /: the linked service has neither DATABASE_PUBLIC_URL nor DATABASE_URL in Railway's production\. Name the database's service/,
    ],
    [
      'there is no variable at all',
      `console.error('No variables found')`,
      /: the linked service has neither/,
    ],
    [
      'the URL is good inside Railway only',
      prints({ DATABASE_URL: urlTo('postgres.railway.internal:5432') }),
      /: Railway's production gives only an address inside Railway \(postgres\.railway\.internal\)\. Switch on/,
    ],
    [
      'the output cannot be read',
      `console.log(${JSON.stringify(`╔══ ${urlTo('h')} ══╗`)})`,
      /: railway printed something that is not the JSON/,
    ],
    ['it is killed', `process.kill(process.pid, 'SIGKILL')`, /: railway was killed by SIGKILL\.$/],
  ];
  for (const [what, body, sentence, isAbsent = false] of answers) {
    it(
      `is recognised: ${what}`,
      inWorkspace(async (workspace) => {
        const message = await sentenceOf(() => ask(workspace, body));
        assert.match(message, /^No URL for prod: /);
        assert.match(message, sentence);
        await assert.rejects(
          () => ask(workspace, body),
          (error) => error instanceof RailwayError && error.isAbsent === isAbsent,
        );
      }),
    );
  }

  it(
    'is recognised: it never answers, and what it started ends with it',
    inWorkspace(async (workspace) => {
      const pids = JSON.stringify(workspace.at('pids'));
      const body = `
        const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
        require('node:fs').writeFileSync(${pids}, process.pid + ' ' + child.pid);
        setInterval(() => {}, 1000);`;
      const message = await sentenceOf(() => ask(workspace, body, production, 1500));
      assert.match(
        message,
        /: railway gave no answer within 1\.5 seconds\. Check what it is waiting for: railway status$/,
      );
      const started = fs.readFileSync(workspace.at('pids'), 'utf8').split(' ');
      assert.equal(started.length, 2);
      for (const pid of started) await untilGone(Number(pid));
    }),
  );

  it(
    'is recognised: it is not installed',
    inWorkspace(async ({ folder }) => {
      const deps = { env: { PATH: folder } };
      const message = await sentenceOf(() => fromRailway('prod', production, folder, deps));
      assert.match(message, /: railway is not installed\. Install it from https:/);
    }),
  );

  it(
    'gives a URL that is refused without a word of it',
    inWorkspace(async (workspace) => {
      const message = await sentenceOf(() =>
        ask(workspace, prints({ DATABASE_URL: urlTo('h').replace('postgresql', 'mysql') })),
      );
      assert.equal(
        message,
        "DATABASE_URL of Railway's production is a mysql: URL. A PostgreSQL database has one that starts with postgresql://.",
      );
    }),
  );

  it(
    'hears no URL in its arguments',
    inWorkspace(async (workspace) => {
      await ask(workspace, prints({ DATABASE_URL: urlTo('h') }));
      assertNoSecrets(JSON.stringify(callsOf(workspace, 'railway')), secrets);
    }),
  );
});
