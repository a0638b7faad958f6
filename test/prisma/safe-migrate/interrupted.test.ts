import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
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

const ofPrisma = 'prisma_migrate_shadow_db_';

/** A Prisma that makes a shadow database, and never ends by itself. */
function withStuckPrisma({ write, at, url }: Setting, name: string): void {
  write({
    'fake.cjs': `const { Client } = require(${JSON.stringify(path.resolve('node_modules/pg'))});
const client = new Client(${JSON.stringify(url)});
const shadow = new Client(${JSON.stringify(Object.assign(new URL(url), { pathname: `/${name}` }).href)});
client.connect()
  .then(() => client.query('CREATE DATABASE "${name}"'))
  .then(() => shadow.connect())
  .then(() => require('node:fs').writeFileSync('started', process.pid + '\\n'));
process.on('SIGINT', () => {});
setInterval(() => {}, 1000);`,
    'migration-guard.json': JSON.stringify({ prismaCommand: [process.execPath, at('fake.cjs')] }),
  });
}

describe('safe-migrate, when it is interrupted', () => {
  before(buildCli);

  // Mutations: an end without a word of it; every shadow database that there is.
  for (const [how, args] of [
    ['a second signal', quick],
    ['a second signal, in dev', ['dev', ...quick.slice(1)]],
    ['its time limit', [...quick, '--timeout', '5']],
  ] as const) {
    it(
      `names the shadow database that Prisma leaves, with what drops it: ${how}`,
      inSetting(project, async (setting) => {
        const databases = `SELECT datname FROM pg_database WHERE datname LIKE '${ofPrisma}%' ORDER BY 1`;
        const [other, own] = [`${ofPrisma}${randomUUID()}`, `${ofPrisma}${randomUUID()}`];
        await runSql(setting.url, `CREATE DATABASE "${other}"`);
        try {
          withStuckPrisma(setting, own);
          const { child, says, ended } = start(setting, args);
          const pid = Number(await untilWritten(setting.at('started')));
          if (how !== 'its time limit') {
            child.kill('SIGINT');
            await says(/stopping as soon as/);
            child.kill('SIGINT');
          }
          const { exitCode, stderr } = await ended;
          assert.equal(exitCode, how === 'its time limit' ? 2 : 130, stderr);
          await untilGone(pid);
          const [, statement = ''] =
            /Prisma has left its shadow database .* with this statement: (.*)$/m.exec(stderr) ?? [];
          assert.equal(statement, `DROP DATABASE "${own}";`, stderr);
          assert.doesNotMatch(stderr, new RegExp(other));
          await runSql(setting.url, statement);
          assert.deepEqual(await runSql(setting.url, databases), [{ datname: other }]);
        } finally {
          await runSql(setting.url, `DROP DATABASE "${other}"`);
        }
      }),
    );
  }

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    it(
      `takes away at ${signal} what Prisma has written already, when that has ended`,
      inSetting(project, async (setting) => {
        withEndlessPrisma(setting, `if (fs.existsSync('end')) process.exit(0);`);
        const { child, says, ended } = start(setting, quick);
        const pid = Number(await untilWritten(setting.at('started')));
        child.kill(signal);
        await says(/stopping as soon as/);
        setting.write({ end: '' });
        assert.equal((await ended).exitCode, code);
        assert.deepEqual(setting.added(), []);
        await untilGone(pid);
        assert.ok(!fs.existsSync(setting.at('got-signal')), 'Prisma was left in peace');
      }),
    );
  }
});
