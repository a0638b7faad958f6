import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { buildCli } from '../../helpers/cli';
import { history, inSetting, memories, type Setting } from './setting';

const quick = ['safe-migrate', '--no-verify', '--no-drift-check', '--name', 'next'];
const project = { models: memories('note String?'), migrations: history };

describe('safe-migrate leaves nothing behind', () => {
  before(buildCli);

  // What may be written is less than the migration is long.
  it(
    'where the disk is full',
    inSetting(
      {
        ...project,
        models: memories(...Array.from({ length: 400 }, (_, at) => `column_of_some_length_${at} String?`)),
      },
      ({ added, folder, env }) => {
        const cli = path.resolve(__dirname, '../../../../dist/cli.js');
        for (const args of [quick, [...quick, '--offline']]) {
          const { status, stderr } = fullDisk(folder, [process.execPath, cli, ...args], env);
          assert.equal(status, 2, stderr);
          // Prisma itself is ended by the limit.
          assert.match(stderr, /EFBIG|file too large|SIGXFSZ/i);
          assert.match(stderr, /no migration was (?:made|written)/i);
          assert.deepEqual(added(), []);
        }
        return Promise.resolve();
      },
    ),
  );
});

interface Ended {
  readonly status: unknown;
  readonly stderr: string;
}

/** Runs a program that may write files of 16 blocks at most. */
function fullDisk(cwd: string, command: readonly string[], env: Setting['env']): Ended {
  try {
    execFileSync('sh', ['-c', 'trap "" XFSZ; ulimit -f 16 && exec "$@"', 'sh', ...command], {
      cwd,
      env: { ...process.env, FORCE_COLOR: undefined, ...env },
      stdio: 'pipe',
      timeout: 90_000,
    });
    return { status: 0, stderr: '' };
  } catch (error) {
    if (!(error instanceof Error) || !('status' in error) || !('stderr' in error)) throw error;
    return { status: error.status, stderr: String(error.stderr) };
  }
}
