import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What an expression about the module `m`, test/tools/other-postgres.mjs, gives. */
function evaluate(expression: string, ...args: readonly string[]): unknown {
  const script = `import('./test/tools/other-postgres.mjs')
    .then((m) => console.log(JSON.stringify(${expression} ?? null)))`;
  const all = ['--input-type=module', '-e', script, '--', ...args];
  return JSON.parse(execFileSync(process.execPath, all, { encoding: 'utf8' }));
}

describe('Debian’s PostgreSQL', () => {
  let top: string;

  beforeEach(() => (top = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-debian-'))));
  afterEach(() => fs.rmSync(top, { recursive: true }));

  const install = (version: string, ...programs: readonly string[]): void => {
    const folder = path.join(top, version, 'bin');
    fs.mkdirSync(folder, { recursive: true });
    for (const name of programs) fs.writeFileSync(path.join(folder, name), '');
  };

  it('is the newest of which the server is there, not only the client', () => {
    install('9.6', 'initdb', 'postgres');
    install('15', 'initdb', 'postgres', 'psql');
    install('18', 'psql');
    assert.equal(evaluate('m.debiansPostgres(process.argv[1])', top), path.join(top, '15', 'bin'));
  });

  it('is not there where nothing is', () => {
    assert.equal(evaluate('m.debiansPostgres(process.argv[1])', path.join(top, 'nowhere')), null);
  });

  it('runs the tests that ask a server, and none of those that have PGlite alone', () => {
    const files = evaluate('m.testsOnServers()') as string[];
    const names = files.map((file) => path.basename(file));
    assert.ok(names.includes('servers.test.js') && names.includes('fix-checksum.test.js'), names.join());
    assert.ok(!names.includes('statement-forms.test.js'), names.join());
    assert.ok(!names.some((name) => name.endsWith('.full.test.js')), names.join());
    assert.deepEqual(
      files.filter((file) => !fs.existsSync(file)),
      [],
    );
  });
});
