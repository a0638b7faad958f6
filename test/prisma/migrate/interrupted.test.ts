import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { buildCli } from '../../helpers/cli';
import { untilGone, untilWritten } from '../../helpers/processes';
import { inSetting } from './setting';

/** A Prisma that runs until a signal comes, and then ends as it likes. */
const endless = (onSignal: string): string => `
  require('node:fs').writeFileSync('started', process.pid + '\\n');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { ${onSignal} });
  setInterval(() => {}, 1000);`;

describe('migrate, when it is interrupted', () => {
  before(buildCli);

  // Mutations: the exit code of a Prisma that failed; a client that is generated all the same.
  for (const [signal, code, onSignal] of [
    ['SIGINT', 130, 'process.exit(130)'],
    ['SIGINT', 130, 'process.exit(0)'],
    ['SIGTERM', 143, 'process.exit(1)'],
    ['SIGHUP', 129, 'process.removeAllListeners(signal); process.kill(process.pid, signal)'],
  ] as const) {
    it(
      `exits ${code} at ${signal}, whatever Prisma does (${onSignal}), and says how the database stands`,
      inSetting(async ({ folder, at, write }, { url }) => {
        write({
          'fake.cjs': endless(onSignal),
          'migration-guard.json': JSON.stringify({ prismaCommand: [process.execPath, at('fake.cjs')] }),
        });
        const child = spawn(
          process.execPath,
          [path.resolve(__dirname, '../../../../dist/cli.js'), 'migrate'],
          {
            cwd: folder,
            env: { ...process.env, DATABASE_URL: url },
            stdio: ['ignore', 'pipe', 'pipe'],
          },
        );
        let printed = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (text: Buffer) => (printed += text.toString()));
        const pid = Number(await untilWritten(at('started')));
        child.kill(signal);
        await once(child, 'close');
        assert.equal(child.exitCode, code, printed);
        assert.match(
          printed,
          /migration-guard: interrupted\. What Prisma had applied by then stays applied\.\n$/,
        );
        assert.match(printed, /2 migrations: 2 pending/);
        await untilGone(pid);
      }),
    );
  }
});
