import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { linkPackages, password, projectFiles, secrets, urlTo } from '../../../../helpers/environments';
import { fakeProgram, type Variables } from '../../../../helpers/fake-program';
import { assertNoSecrets } from '../../../../helpers/no-secrets';
import { untilGone, untilWritten } from '../../../../helpers/processes';
import { buildCli } from '../../../../helpers/cli';
import { inWorkspace, type Workspace } from '../../../../helpers/workspace';

/** The repository's top, from where the compiled tests are. */
const top = path.join(__dirname, '../../../../../..');

/** Ours, without what a developer may have set. */
const clean: Variables = { ...process.env, DATABASE_URL: undefined, DIRECT_URL: undefined };

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start({ folder }: Workspace, args: readonly string[], env: Variables = {}): ChildProcess {
  const cli = path.join(top, 'dist/cli.js');
  return spawn(process.execPath, [cli, 'run', ...args], { cwd: folder, env: { ...clean, ...env } });
}

async function ended(child: ChildProcess): Promise<Ran> {
  const printed = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()));
  await once(child, 'close');
  return { exitCode: child.exitCode, ...printed };
}

/** Runs node with this script in the environment; nothing that we print may show a secret. */
async function runScript(
  workspace: Workspace,
  script: string,
  options: readonly string[] = [],
  env: Variables = {},
): Promise<Ran> {
  const ran = await ended(start(workspace, [...options, '--', process.execPath, '-e', script], env));
  assertNoSecrets([ran.stdout, ran.stderr], secrets);
  return ran;
}

/** A project whose local database stands in .env. */
function project(workspace: Workspace, more: Record<string, string> = {}): Workspace {
  workspace.write({
    ...projectFiles('url = env("DATABASE_URL")'),
    '.env': `DATABASE_URL=${urlTo('h')}`,
    ...more,
  });
  return workspace;
}

const quiet = { stdout: '', stderr: '' };

describe('migration-guard run', () => {
  before(() => {
    buildCli();
  });

  it(
    'gives the command its URL in its environment only, and masks what it prints of it',
    inWorkspace(async (workspace) => {
      project(workspace);
      const script = `
        const url = process.env.DATABASE_URL;
        console.log(new URL(url).host, url);
        console.log(process.argv.join(' ').includes('ann'), 'DIRECT_URL' in process.env);
        console.error(JSON.stringify({ password: decodeURIComponent(new URL(url).password) }));
        for (const byte of Buffer.from(url)) process.stdout.write(Buffer.from([byte]));`;
      assert.deepEqual(await runScript(workspace, script), {
        exitCode: 0,
        stdout: 'h ***\nfalse false\n***',
        stderr: '{"password":"***"}\n',
      });
    }),
  );

  it(
    'loads a Prisma config file for it',
    inWorkspace(async (workspace) => {
      linkPackages(workspace);
      workspace.write({
        ...projectFiles(),
        'prisma.config.ts': `import 'dotenv/config';\nimport { defineConfig, env } from 'prisma/config';\nexport default defineConfig({ datasource: { url: env('APP_URL') } });\n`,
        '.env': `APP_URL=${urlTo('h')}`,
      });
      const { stdout } = await runScript(
        workspace,
        'console.log([process.env.DATABASE_URL, process.env.APP_URL].map((url) => new URL(url).host).join())',
      );
      assert.equal(stdout, 'h,h\n');
    }),
  );

  it(
    'leads whatever Prisma reads to the environment, so that no direct URL goes elsewhere',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...projectFiles('url = env("APP_URL")', 'directUrl = env("APP_DIRECT_URL")'),
        '.env': `APP_URL=${urlTo('local')}\nAPP_DIRECT_URL=${urlTo('local')}\n`,
        'migration-guard.json':
          '{ "environments": { "a": { "variable": "A" }, "b": { "envFile": "b.env" } } }',
        'b.env': `DATABASE_URL=${urlTo('b')}\nDIRECT_URL=${urlTo('direct')}\n`,
      });
      const script = `console.log(['DATABASE_URL', 'APP_URL', 'APP_DIRECT_URL', 'DIRECT_URL'].map((name) => process.env[name] && new URL(process.env[name]).host).join())`;
      const env = { A: urlTo('a'), DIRECT_URL: urlTo('inherited') };
      assert.equal((await runScript(workspace, script, ['--env', 'a'], env)).stdout, 'a,a,a,a\n');
      assert.equal((await runScript(workspace, script, ['--env', 'b'])).stdout, 'b,b,direct,direct\n');
    }),
  );

  it(
    'passes standard input on, and the exit code back',
    inWorkspace(async (workspace) => {
      project(workspace);
      const child = start(workspace, [
        '--',
        process.execPath,
        '-e',
        'process.stdin.pipe(process.stdout); process.exitCode = 42',
      ]);
      child.stdin?.end('typed');
      assert.deepEqual(await ended(child), { ...quiet, exitCode: 42, stdout: 'typed' });
    }),
  );

  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(
      `passes ${signal} on and waits for the command’s own end`,
      inWorkspace(async (workspace) => {
        project(workspace);
        const script = `process.once('${signal}', () => { console.log('got it'); process.exitCode = 7; clearInterval(wait); });
          const wait = setInterval(() => {}, 1000); console.log('ready');`;
        const child = start(workspace, ['--', process.execPath, '-e', script]);
        child.stdout?.once('data', () => child.kill(signal));
        assert.deepEqual(await ended(child), { ...quiet, exitCode: 7, stdout: 'ready\ngot it\n' });
      }),
    );

    it(
      `ends with ${exitCode} where ${signal} ends the command`,
      inWorkspace(async (workspace) => {
        project(workspace);
        const child = start(workspace, [
          '--',
          process.execPath,
          '-e',
          `console.log('ready'); setInterval(() => {}, 1000)`,
        ]);
        child.stdout?.once('data', () => child.kill(signal));
        assert.equal((await ended(child)).exitCode, exitCode);
      }),
    );
  }

  it(
    'ends what a shell has started, too, and exits as a program that a signal ended',
    inWorkspace(async (workspace) => {
      project(workspace);
      const script = `require('node:fs').writeFileSync('pid', process.pid + '\\n'); setInterval(() => {}, 1000);`;
      const child = start(workspace, [
        '--',
        'sh',
        '-c',
        `"${process.execPath}" -e "${script}"; echo went on`,
      ]);
      const pid = Number(await untilWritten(workspace.at('pid')));
      child.kill('SIGTERM');
      assert.deepEqual(await ended(child), { ...quiet, exitCode: 143 });
      await untilGone(pid);
    }),
  );

  it(
    'takes a program that it asks for the URL along when it is interrupted',
    inWorkspace(async (workspace) => {
      project(workspace);
      const pid = workspace.at('pid');
      const env = fakeProgram(
        workspace,
        'railway',
        `require('node:fs').writeFileSync(${JSON.stringify(pid)}, process.pid + '\\n'); setInterval(() => {}, 1000)`,
      );
      const child = start(workspace, ['--env', 'dev', '--', 'true'], env);
      const railway = Number(await untilWritten(pid));
      child.kill('SIGTERM');
      assert.equal((await ended(child)).exitCode, 143);
      await untilGone(railway);
    }),
  );

  it(
    'does not mind a reader that has seen enough',
    inWorkspace(async (workspace) => {
      project(workspace);
      const script = `process.stdout.on('error', () => process.exit(9)); setInterval(() => process.stdout.write('x'), 5);`;
      const child = start(workspace, ['--', process.execPath, '-e', script]);
      child.stdout?.once('data', () => child.stdout?.destroy());
      const [exitCode] = (await once(child, 'exit')) as [number];
      assert.equal(exitCode, 9);
    }),
  );

  it(
    'says like a shell that there is no such command, or that it may not be run',
    inWorkspace(async (workspace) => {
      project(workspace, { plain: 'no program' });
      assert.deepEqual(await ended(start(workspace, ['--', 'no-such-command'])), {
        exitCode: 127,
        stdout: '',
        stderr: 'migration-guard: no-such-command: command not found.\n',
      });
      assert.deepEqual(await ended(start(workspace, ['--', './plain'])), {
        exitCode: 126,
        stdout: '',
        stderr: 'migration-guard: ./plain could not be started: permission denied.\n',
      });
    }),
  );

  it(
    'exits 2 without a command, a project or a URL, and runs nothing',
    inWorkspace(async (workspace) => {
      const ran = "console.log('ran')";
      assert.match(
        (await runScript(workspace, ran)).stderr,
        /^migration-guard: No Prisma project was found here\./,
      );
      project(workspace, { '.env': `DATABASE_URL=${password}` });
      for (const [args, sentence] of [
        [[], "missing required argument 'command'"],
        [['--', ''], 'Name a command to run, after --.'],
        [['--env', 'stagng', '--', 'ls'], 'There is no environment stagng.'],
        [['--', 'ls'], 'DATABASE_URL of .env is no URL.'],
      ] as const) {
        const { exitCode, stdout, stderr } = await ended(start(workspace, args));
        assert.deepEqual([exitCode, stdout], [2, ''], sentence);
        assert.ok(stderr.startsWith(`migration-guard: ${sentence}`), stderr);
        assert.equal(stderr.indexOf('\n'), stderr.length - 1, 'one line');
        assertNoSecrets(stderr, secrets);
      }
    }),
  );

  it(
    'says that it is production, where the person has named it',
    inWorkspace(async (workspace) => {
      project(workspace, { 'migration-guard.json': '{ "environments": { "prod": { "variable": "P" } } }' });
      const ran = await runScript(workspace, "console.log('ran')", ['--env', 'prod'], {
        P: urlTo('db.example.com'),
      });
      assert.deepEqual(ran, {
        exitCode: 0,
        stdout: 'ran\n',
        stderr: 'migration-guard: prod is production (db.example.com:5432/app).\n',
      });
    }),
  );

  it(
    'refuses production under another name until it is said to be meant',
    inWorkspace(async (workspace) => {
      project(workspace, { 'migration-guard.json': '{ "environments": { "prod": { "variable": "P" } } }' });
      const env = { P: 'postgresql://other@h/app' };
      assert.deepEqual(await runScript(workspace, "console.log('ran')", [], env), {
        exitCode: 2,
        stdout: '',
        stderr:
          'migration-guard: local leads to the database of prod (h:5432/app), which is production. Use --env prod, or add --force.\n',
      });
      const forced = await runScript(workspace, "console.log('ran')", ['--force'], env);
      assert.deepEqual([forced.exitCode, forced.stdout], [0, 'ran\n']);
      assert.match(
        forced.stderr,
        /^migration-guard: local leads to the database of prod \(h:5432\/app\), which is production\.\n$/,
      );
    }),
  );
});
