import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { guardedOutput, writeCommands, writeVerbatim } from '../../../src/cli/workflow-commands';
import { buildCli } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { propertyRuns } from '../../helpers/property-runs';
import { datasource, inWorkspace } from '../../helpers/workspace';

/** As the runner sees it: it cuts the log at line ends and takes white space off. */
function commandsIn(log: string): string[] {
  return log
    .split(/\r\n|\r|\n/)
    .map(stripVTControlCharacters)
    .filter((line) => line.trim().startsWith('::') || line.includes('##['));
}

function written(chunks: readonly (string | Buffer)[], env = { GITHUB_ACTIONS: 'true' }): Buffer {
  const taken: Buffer[] = [];
  const target = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      taken.push(Buffer.from(chunk));
      done();
    },
  });
  const output = guardedOutput(target, env);
  for (const chunk of chunks) output.write(chunk);
  return Buffer.concat(taken);
}

describe('what is written where a runner of GitHub reads along', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ':',
      '::',
      '#',
      '##[',
      '[',
      '\n',
      '\r',
      ' ',
      '\t',
      '\u00a0',
      '\u2003',
      '\x1b[31m',
      '\x1b[',
      '\x1b]0;',
      '\x1b',
      '\x9b',
      '\x07',
      '\x1b\\',
      '~',
      'é',
    ),
    fc.string({ maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

  // Catches a guard that looks at each chunk alone, and one that forgets the line's beginning.
  it('holds no command, however it comes in pieces, and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        const all = written(texts).toString();
        assert.deepEqual(commandsIn(all), []);
        assert.equal(all.replaceAll(' ', ''), Buffer.from(texts.join('')).toString().replaceAll(' ', ''));
      }),
      { numRuns: propertyRuns(5000) },
    );
  });

  it('is the same where there is nothing of that', () => {
    const bytes = Buffer.from([0xff, 0x3a, 0x61, 0x3a, 0x3a, 0x0a, 0x23, 0x5b, 0x80]);
    assert.deepEqual(written([bytes.subarray(0, 3), bytes.subarray(3)]), bytes);
    const hostile = '::error::x\n##[x]\n';
    assert.equal(written([hostile], { GITHUB_ACTIONS: '' }).toString(), hostile);
  });

  it('shows what would have been a command', () => {
    assert.equal(
      written(['  ::error::no\n', 'a ::b\n', '##[group]\n']).toString(),
      '  : :error::no\na ::b\n## [group]\n',
    );
  });

  it('may be a command that is meant', () => {
    const taken: string[] = [];
    const target = new Writable({
      write: (chunk, _encoding, done) => {
        taken.push(String(chunk));
        done();
      },
    });
    const output = guardedOutput(target, { GITHUB_ACTIONS: 'true' });
    output.write('::no');
    output.write('\n');
    writeCommands(output, '::error::yes ##[no\n');
    output.write('::no\n');
    assert.equal(taken.join(''), ': :no\n::error::yes ## [no\n: :no\n');
  });
});

describe('the command line in GitHub Actions', () => {
  before(buildCli);

  const hostile = '20250102000000_\n::error::x ##[add-path]y';
  const onGitHub = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: undefined, COLUMNS: '40' };
  const index = `${'long word '.repeat(3)}\n::warning::[a](http://evil) ##[group]x`;
  const files = {
    'prisma/schema.prisma': `${datasource}model notes {\n  id String @id\n}\n`,
    'prisma/migrations/20250101000000_a/migration.sql': `CREATE TABLE notes (id text);\nCREATE INDEX "${index}" ON notes (lower(id));\n`,
    [`prisma/migrations/${hostile}/migration.sql`]: `-- DropIndex\n::error::y ##[x];\nDROP INDEX "${index}";\n`,
    'prisma/drift-ignore.json': JSON.stringify({ protectedIndexes: [{ name: '::error::listed ##[x]' }] }),
  };

  for (const args of [
    ['lint'],
    ['lint', '--color'],
    ['lint', '--format', 'json'],
    ['lint', '--format', 'sarif'],
    ['lint', '::error::nothing here'],
    ['lint', '--base', '::error::x ##[y]'],
    ['restore'],
    ['init', '--dry-run'],
    ['status'],
    ['status', '--json'],
    ['verify', '\n::error::x'],
    ['run', '--', process.execPath, '-e', 'console.log("::error::x"); console.error("  ::warning::##[y]")'],
    ['\n::error::x'],
  ]) {
    it(
      `prints no command by itself: ${JSON.stringify(args.join(' '))}`,
      inWorkspace(async ({ folder, write }) => {
        write(files);
        fs.writeFileSync(path.join(folder, '.env'), 'DATABASE_URL=postgresql://u:p@127.0.0.1:1/x\n');
        const { stdout, stderr } = await runCliHere(folder, args, onGitHub);
        assert.notEqual(stdout + stderr, '');
        assert.deepEqual(commandsIn(stdout), []);
        assert.deepEqual(commandsIn(stderr), []);
      }),
    );
  }

  it(
    'prints as commands what --format github means, and nothing else',
    inWorkspace(async ({ folder, write }) => {
      write(files);
      const { stdout, stderr } = await runCliHere(folder, ['lint', '--format', 'github'], onGitHub);
      const commands = commandsIn(stdout);
      assert.ok(commands.length >= 2, stdout);
      for (const line of commands) assert.match(line, /^::(?:error|warning|notice) (?:file=prisma|title=)/);
      assert.ok(!stdout.includes('##['));
      assert.deepEqual(commandsIn(stderr), []);
    }),
  );

  it(
    'prints none into a file either, which may be printed later on',
    inWorkspace(({ folder, write }) => {
      write(files);
      const file = path.join(folder, 'out.txt');
      const output = fs.openSync(file, 'w');
      const args = [path.join(__dirname, '../../../../dist/cli.js'), 'lint', '--color'];
      const env = { ...process.env, ...onGitHub };
      spawnSync(process.execPath, args, { cwd: folder, env, stdio: ['ignore', output, 'ignore'] });
      fs.closeSync(output);
      const text = fs.readFileSync(file, 'utf8');
      assert.match(text, /drop-protected-index/);
      assert.deepEqual(commandsIn(text), []);
    }),
  );

  it('leaves SQL in a file as it is, and guards it in a log', () => {
    const written = (isFile: boolean): string => {
      const target = new PassThrough();
      writeVerbatim(guardedOutput(target, { GITHUB_ACTIONS: 'true' }, isFile), 'SELECT 1\n::text;\n');
      return String(target.read());
    };
    assert.equal(written(true), 'SELECT 1\n::text;\n');
    assert.equal(written(false), 'SELECT 1\n: :text;\n');
  });
});
