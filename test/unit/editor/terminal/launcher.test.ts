import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchers } from '../../../../src/editor/terminal/launcher';

/** A folder whose name a shell would misread. */
let folder: string;

const cli = () => path.join(folder, 'cli.js');

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), `it's "a" $(touch pwned) `));
  fs.writeFileSync(
    cli(),
    'console.log(JSON.stringify([process.env.ELECTRON_RUN_AS_NODE, ...process.argv.slice(2)]))',
  );
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Runs the launcher for shells with a `node` on the PATH that says it is of that version; undefined: without one. */
function start(version: string | undefined, ...args: string[]): unknown {
  const bin = path.join(folder, 'bin');
  fs.mkdirSync(bin);
  const write = (name: string, text: string): void =>
    fs.writeFileSync(path.join(bin, name), text, { mode: 0o755 });
  if (version !== undefined) {
    write(
      'node',
      `#!/bin/sh\n[ "$1" = --version ] && echo ${version} && exit\nexec '${process.execPath}' "$@"\n`,
    );
  }
  write(
    'migration-guard',
    launchers({ cli: cli(), node: process.execPath, folder: bin }).get('migration-guard') ?? '',
  );
  const env = { ...process.env, PATH: bin };
  return JSON.parse(
    execFileSync('/bin/sh', [path.join(bin, 'migration-guard'), ...args], { env, encoding: 'utf8' }),
  );
}

describe('the launcher of the command line', () => {
  // Catches: arguments or paths that the shell takes apart.
  it('passes every argument as it is', () => {
    const args = ['a b', `it's`, '$(touch pwned)', '"', ''];
    assert.deepEqual(start('v22.1.0', ...args), [null, ...args]);
  });

  for (const [version, own] of [
    ['v20.19.0', false],
    ['v26.0.0', false],
    ['v20.18.9', true],
    ['v18.20.1', true],
    [undefined, true],
  ] as const) {
    it(`runs on ${own ? 'VS Code’s own node' : 'the one on the PATH'} where that is ${version ?? 'missing'}`, () => {
      assert.deepEqual(start(version), [own ? '1' : null]);
    });
  }

  describe('has a form for Windows', () => {
    const batch = (cli: string): string =>
      launchers({
        cli,
        node: 'C:\\Users\\Zoë\\AppData\\Local\\Code\\Code.exe',
        folder: 'C:\\Users\\Zoë\\AppData\\Roaming\\Code\\bin',
      }).get('migration-guard.cmd') ?? '';

    // Catches: a name that the console's code page turns into another one; a % that begins a variable.
    it('that names files from its own folder, so that every character of it is ASCII', () => {
      const text = batch('c:\\Users\\Zoë\\.vscode\\100%\\cli.js');
      const cli = '"%~dp0..\\..\\..\\..\\.vscode\\100%%\\cli.js"';
      assert.ok(text.includes(`\r\nnode ${cli} %*\r\n`), text);
      assert.ok(text.includes(`\r\n"%~dp0..\\..\\..\\Local\\Code\\Code.exe" ${cli} %*\r\n`), text);
      // eslint-disable-next-line no-control-regex -- all of ASCII is meant, its control characters too
      assert.match(text, /^[\x00-\x7f]*$/);
      assert.doesNotMatch(text, /[^\r]\n/);
    });

    it('that names a file on another drive as it is', () => {
      assert.ok(batch('D:\\100%\\cli.js').includes('\r\nnode "D:\\100%%\\cli.js" %*\r\n'));
    });

    it('in which no block could be closed by a parenthesis of an argument', () => {
      assert.doesNotMatch(batch('C:\\cli.js'), /^\s*(?:if|else|for)\b.*\($|^\)/m);
    });
  });
});
