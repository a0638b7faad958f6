import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { buildCli } from '../../../../helpers/cli';
import { runCliHere as run } from '../../../../helpers/cli-here';
import { inExample } from '../../../../helpers/example';

/** The repository's top, from where the compiled tests are. */
const top = path.join(__dirname, '../../../../../..');
const cli = path.join(top, 'dist/cli.js');
const draft = 'prisma/migrations/20260301120000_add_tags/migration.sql';

/** Without what a terminal adds, so that the tests run the same in any. */
const cleanEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:NO_COLOR|FORCE_COLOR|COLUMNS)$/.test(name)),
);

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runBuilt(cwd: string, args: readonly string[], env: Record<string, string> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...cleanEnv, ...env },
    timeout: 20_000,
  });
  return { exitCode: status, stdout, stderr };
}

/** The same through a shell, for what only a shell can do to standard streams; `"$@"` is the command. */
function runIn(cwd: string, script: string, args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', process.execPath, cli, ...args], {
    cwd,
    encoding: 'utf8',
    env: cleanEnv,
    timeout: 20_000,
  });
  return { exitCode: status, stdout, stderr };
}

/** A git that says under which process id it runs, and then takes long; the others that are started end at once. */
function slowGit(started: string): string {
  return `#!/bin/sh\ncase "$*" in *cat-file*) echo $$ > '${started}'; exec sleep 60;; esac\nexit 1\n`;
}

describe('migration-guard on the example project', () => {
  before(() => {
    buildCli();
  });

  it(
    'says what the draft does and exits 1; mends it and exits 0; has nothing more to say',
    inExample(({ folder, at }) => {
      const found = runBuilt(folder, ['lint']);
      assert.equal(found.exitCode, 1);
      assert.equal(found.stderr, '');
      assert.match(
        found.stdout,
        /^prisma\/migrations\/20260301120000_add_tags\/migration\.sql\n {2}5:12 {2}error/,
      );
      assert.match(found.stdout, /\n2 errors in 1 of 7 migrations\n$/);

      const mended = runBuilt(folder, ['db:lint', '--fix']);
      assert.deepEqual(mended, {
        exitCode: 0,
        stdout: 'No findings in 7 migrations\n',
        stderr: 'Fixed 2 findings in 1 file: kept idx_memories_embedding, memories_chunk_group_id_idx\n',
      });
      const text = fs.readFileSync(at(draft), 'utf8');
      assert.doesNotMatch(text, /^(?:DROP INDEX "idx_memories|CREATE INDEX "memories_chunk)/m);
      assert.deepEqual(runBuilt(folder, ['lint', '--fix']), {
        exitCode: 0,
        stdout: 'No findings in 7 migrations\n',
        stderr: '',
      });
      assert.equal(fs.readFileSync(at(draft), 'utf8'), text);
    }),
  );

  it(
    'keeps a byte order mark and CRLF, and touches nothing else',
    inExample(async ({ folder, at, git }) => {
      const before = `\uFEFF${fs.readFileSync(at(draft), 'utf8').replaceAll('\n', '\r\n')}`;
      fs.writeFileSync(at(draft), before);
      const { exitCode, stdout } = await run(folder, ['lint', '--fix']);
      // PostgreSQL refuses the mark, so that is left to say.
      assert.equal(exitCode, 1);
      assert.match(stdout, /^1 error in 1 of .*; 1 statement could not be read/m);
      const after = fs.readFileSync(at(draft), 'utf8');
      assert.ok(after.startsWith('\uFEFF-- DropIndex\r\nDROP INDEX "chats_title_idx";\r\n'));
      assert.doesNotMatch(after, /(?<!\r)\n/);
      assert.notEqual(after, before);
      assert.equal(git('status', '--porcelain'), '?? prisma/migrations/20260301120000_add_tags/');
    }),
  );

  it(
    'is the same from anywhere: another folder, absolute paths, a path below',
    inExample(async ({ folder, at }) => {
      const elsewhere = await run('/', ['lint', folder]);
      assert.equal(elsewhere.exitCode, 1);
      assert.ok(elsewhere.stdout.startsWith(`${path.relative('/', at(draft))}\n`));
      for (const [cwd, given] of [
        [folder, at(draft)],
        [at('prisma'), '.'],
        [at('prisma/migrations'), '20260301120000_add_tags'],
        [path.dirname(folder), path.basename(folder)],
      ] as const) {
        const { exitCode, stdout } = await run(cwd, ['lint', given]);
        assert.equal(exitCode, 1, given);
        assert.ok(stdout.startsWith(`${path.relative(cwd, at(draft))}\n`), given);
      }
    }),
  );

  it(
    'prints JSON and SARIF that parse, and annotations, all with the exit code of the findings',
    inExample(async ({ folder }) => {
      for (const format of ['json', 'sarif']) {
        const { exitCode, stdout, stderr } = await run(folder, ['lint', '--format', format]);
        assert.equal(exitCode, 1);
        assert.equal(stderr, '');
        assert.ok(JSON.parse(stdout));
      }
      const { exitCode, stdout } = await run(folder, ['lint', '--format', 'github']);
      assert.equal(exitCode, 1);
      assert.match(stdout, new RegExp(`^::error file=${draft},line=5,endLine=5,col=12,endColumn=36,title=`));
    }),
  );

  it(
    'exits 0 where nothing counts, and 2 where it cannot run',
    inExample(async ({ folder, write }) => {
      assert.equal((await run(folder, ['lint', '--fail-on', 'never'])).exitCode, 0);
      for (const [args, sentence] of [
        [['lint', 'nowhere'], 'nowhere could not be found. Check the path.'],
        [['lint', '--base', 'nope'], 'The base nope is not a commit of this repository.'],
        [['lint', '--fromat', 'json'], "unknown option '--fromat' (Did you mean --format?)"],
        [['lnt'], "unknown command 'lnt' (Did you mean lint?)"],
        [['lint', 'README.md'], 'README.md is neither a migration.sql nor part of'],
      ] as const) {
        const { exitCode, stdout, stderr } = await run(folder, args);
        assert.equal(exitCode, 2, sentence);
        assert.equal(stdout, '');
        assert.ok(stderr.startsWith(`migration-guard: ${sentence}`), stderr);
        assert.equal(stderr.indexOf('\n'), stderr.length - 1, 'one line');
      }
      write({ prisma: undefined });
      assert.equal((await run(folder, ['lint'])).exitCode, 2);
    }),
  );

  it('prints help and version on stdout and exits 0', () => {
    for (const args of [['--help'], ['lint', '--help'], ['db:lint', '-h'], ['--version']]) {
      const { exitCode, stdout, stderr } = runBuilt(top, args);
      assert.equal(exitCode, 0);
      assert.notEqual(stdout, '');
      assert.equal(stderr, '');
    }
  });

  it(
    'colours what it is asked to colour, and changes no word by it',
    inExample(async ({ folder }) => {
      const { stdout: plain } = await run(folder, ['lint']);
      assert.equal(plain, stripVTControlCharacters(plain));
      for (const [args, env, isColored] of [
        [[], { FORCE_COLOR: '1' }, true],
        [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
        [[], { NO_COLOR: '1' }, false],
        [['--color'], { NO_COLOR: '1' }, true],
        [['--no-color'], { FORCE_COLOR: '1' }, false],
      ] as const) {
        const { stdout } = await run(folder, ['lint', ...args], env);
        assert.equal(stdout.includes('\x1b['), isColored, JSON.stringify([args, env]));
        assert.equal(stripVTControlCharacters(stdout), plain);
      }
    }),
  );

  it(
    'wraps at the columns that it is told, and never breaks what is there to be copied',
    inExample(async ({ folder }) => {
      const widest = async (columns: string): Promise<number> => {
        const { stdout } = await run(folder, ['lint'], { COLUMNS: columns });
        const lines = stdout.split('\n').filter((line) => !/<reason>|add_tags\/migration\.sql$/.test(line));
        return Math.max(...lines.map((line) => line.length));
      };
      const [narrow, usual, wide] = [await widest('60'), await widest('80'), await widest('120')];
      assert.ok(narrow <= 60);
      assert.ok(wide > 80 && wide <= 120);
      assert.equal(await widest('nonsense'), usual);
    }),
  );

  it(
    'works without standard input, and with standard streams that are closed',
    inExample(({ folder }) => {
      assert.equal(runIn(folder, '"$@" <&-', ['lint']).exitCode, 1);
      assert.deepEqual(runIn(folder, '"$@" >&-', ['lint']), { exitCode: 1, stdout: '', stderr: '' });
      assert.equal(runIn(folder, '"$@" 2>&-', ['lint', 'nowhere']).exitCode, 2);
    }),
  );

  it(
    'says so where its working directory is gone',
    inExample(({ folder }) => {
      const { exitCode, stderr } = runIn(folder, 'mkdir gone && cd gone && rmdir ../gone && "$@"', ['lint']);
      assert.equal(exitCode, 2);
      assert.equal(stderr, 'migration-guard: The working directory is gone. Change to one that exists.\n');
    }),
  );

  it(
    'is content with a reader that has seen enough',
    inExample(async ({ folder }) => {
      const child = spawn(process.execPath, [cli, 'lint'], { cwd: folder, env: cleanEnv });
      child.stdout.destroy();
      let stderr = '';
      child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
      const exitCode = await new Promise((resolve) => child.on('close', resolve));
      assert.equal(exitCode, 1);
      assert.equal(stderr, '');
    }),
  );

  it(
    'says so where the result cannot be written, and exits 2',
    inExample(({ folder }) => {
      const { exitCode, stderr } = runIn(folder, '"$@" >/dev/full', ['lint']);
      assert.equal(exitCode, 2);
      assert.match(stderr, /^migration-guard: the result could not be written: ENOSPC/);
    }),
  );

  it(
    'ends with 130 when it is interrupted',
    inExample(async ({ folder, at }) => {
      const started = at('started');
      execFileSync('mkfifo', [started]);
      fs.mkdirSync(at('bin'));
      fs.writeFileSync(at('bin/git'), slowGit(started), { mode: 0o755 });
      const env = { ...cleanEnv, PATH: `${at('bin')}${path.delimiter}${process.env['PATH'] ?? ''}` };
      const child = spawn(process.execPath, [cli, 'lint'], { cwd: folder, env, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.on('exit', (...how) => resolve(how)));
      const git = Number(await fs.promises.readFile(started, 'utf8').then((text) => text.split('\n')[0]));
      try {
        child.kill('SIGINT');
        assert.deepEqual(await ended, [130, null]);
      } finally {
        process.kill(git);
      }
    }),
  );
});
