import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { buildCli } from '../../helpers/cli';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { untilGone, untilWritten } from '../../helpers/processes';
import { runSql } from '../../helpers/sql';
import { history, inSetting, memories, type Setting } from './setting';

const project = { models: memories('note String?'), migrations: history };
const quick = ['safe-migrate', '--no-verify', '--no-drift-check', '--name', 'next'];

interface Started {
  readonly child: ChildProcess;
  /** Resolves when stderr has such a text. */
  readonly says: (pattern: RegExp) => Promise<void>;
  readonly ended: Promise<{ readonly exitCode: number | null; readonly stderr: string }>;
}

function start({ folder, env, url }: Setting, args: readonly string[]): Started {
  const child = spawn(process.execPath, [path.resolve(__dirname, '../../../../dist/cli.js'), ...args], {
    cwd: folder,
    env: { ...process.env, FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 90_000,
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return {
    child,
    says: async (pattern) => {
      while (!pattern.test(printed)) {
        assert.equal(child.exitCode, null, printed);
        await once(child.stderr, 'data');
      }
    },
    ended: once(child, 'close').then(() => {
      assertNoSecrets(printed, [new URL(url).password]);
      return { exitCode: child.exitCode, stderr: printed };
    }),
  };
}

/** A Prisma that makes a folder, tells its process, and goes on until it is told to end. */
function withEndlessPrisma({ write, at }: Setting, onSignal: string): void {
  write({
    'fake.cjs': `const fs = require('node:fs');
fs.mkdirSync('prisma/migrations/20270101000000_next');
fs.writeFileSync('prisma/migrations/20270101000000_next/migration.sql', 'DROP INDEX "memories_tags";\\n');
fs.writeFileSync('started', process.pid + '\\n');
process.on('SIGINT', () => fs.writeFileSync('got-signal', 'SIGINT'));
setInterval(() => { ${onSignal} }, 50);`,
    'migration-guard.json': JSON.stringify({ prismaCommand: [process.execPath, at('fake.cjs')] }),
  });
}

const shadows = `SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'`;

async function untilThere(url: string, query: string): Promise<void> {
  const end = Date.now() + 60_000;
  while ((await runSql(url, query)).length === 0) {
    assert.ok(Date.now() < end, 'it never came');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('safe-migrate, when it is interrupted', () => {
  before(buildCli);

  it(
    'leaves no folder, no process and no temporary file while it works from the files alone',
    inSetting(project, async (setting) => {
      const temporary = setting.at('node_modules/temporary');
      fs.mkdirSync(temporary);
      const offline = { ...setting, env: { ...setting.env, TMPDIR: temporary } };
      withEndlessPrisma(offline, '');
      const { child, ended } = start(offline, [...quick, '--offline']);
      const pid = Number(await untilWritten(setting.at('started')));
      assert.notDeepEqual(fs.readdirSync(temporary), []);
      fs.rmSync(setting.at('prisma/migrations/20270101000000_next'), { recursive: true });
      child.kill('SIGINT');
      assert.equal((await ended).exitCode, 130);
      await untilGone(pid);
      assert.deepEqual(setting.added(), []);
      assert.deepEqual(fs.readdirSync(temporary), []);
    }),
  );

  it(
    'has written nothing while it tries the history and the migration',
    inSetting(
      { ...project, migrations: { ...history, '0003_slow': 'SELECT pg_sleep(1);\n' } },
      async (setting) => {
        const { child, says, ended } = start(setting, ['safe-migrate', '--no-drift-check', '--name', 'next']);
        await says(/Datasource "db"/);
        const folders = setting.at('prisma/migrations');
        await new Promise<void>((resolve) => {
          // Prisma's folder comes and goes; then the embedded database is asked.
          const watcher = fs.watch(folders, () => {
            if (setting.added().length > 0) return;
            watcher.close();
            resolve();
          });
        });
        child.kill('SIGINT');
        assert.equal((await ended).exitCode, 130);
        assert.deepEqual(setting.added(), []);
      },
    ),
  );

  it(
    'waits until Prisma has taken its shadow database away, and leaves no folder',
    inSetting(project, async (setting) => {
      const { child, ended } = start(setting, quick);
      await untilThere(setting.url, shadows);
      child.kill('SIGINT');
      const { exitCode, stderr } = await ended;
      assert.equal(exitCode, 130, stderr);
      assert.match(stderr, /stopping as soon as Prisma has cleaned up\. Interrupt again to stop at once\./);
      assert.match(stderr, /interrupted\. No migration was made\.\n$/);
      assert.deepEqual(setting.added(), []);
      assert.deepEqual(await runSql(setting.url, shadows), []);
    }),
  );

  it(
    'ends Prisma at the second signal, and takes the folder away all the same',
    inSetting(project, async (setting) => {
      withEndlessPrisma(setting, '');
      const { child, says, ended } = start(setting, quick);
      const pid = Number(await untilWritten(setting.at('started')));
      child.kill('SIGINT');
      await says(/stopping as soon as/);
      child.kill('SIGINT');
      assert.equal((await ended).exitCode, 130);
      assert.deepEqual(setting.added(), []);
      await untilGone(pid);
    }),
  );
});
