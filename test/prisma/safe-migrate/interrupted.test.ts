import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { buildCli } from '../../helpers/cli';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { untilGone, untilWritten } from '../../helpers/processes';
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

describe('safe-migrate, when it is interrupted', () => {
  before(buildCli);

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
