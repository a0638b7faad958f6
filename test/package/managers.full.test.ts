import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inExample } from '../helpers/example';
import { skip } from '../helpers/skip';
import { installManagers, managers, npmScript, runNode, type Manager } from './managers';

/** In the project: prints what each command says of itself, by its name; then what lint finds in a folder, and verify where it is asked for. */
const checkAll = `
const { execFile } = require('node:child_process');
const path = require('node:path');
const manifest = require.resolve('migration-guard/package.json');
const cli = path.join(path.dirname(manifest), require(manifest).bin['migration-guard']);
const run = (...args) => new Promise((resolve) => {
  execFile(process.execPath, [cli, ...args], (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
});
(async () => {
  const { stdout } = await run('--help');
  const names = [...stdout.matchAll(/^ {2}([a-z-]+) (?:\\[|<)/gm)].map((match) => match[1]).filter((name) => name !== 'help');
  const helps = await Promise.all(names.map(async (name) => [name, await run(name, '--help')]));
  const linted = await run('lint', process.argv[2]);
  const verified = process.argv[3] === 'verify' ? await run('verify', '--project', process.argv[2]) : undefined;
  const { lint } = await import('migration-guard');
  const { summary } = await lint({ cwd: process.argv[2] });
  console.log(JSON.stringify({ helps, linted, verified, summary }));
})();
`;

const typed = `
import { lint, status, type LintReport, type SafeMigrateReport } from 'migration-guard';
const report: LintReport = await lint({ cwd: '.', paths: ['a'], base: 'none' });
const severities: ('error' | 'warning' | 'info' | 'hint')[] = report.projects.flatMap(({ findings }) =>
  findings.map(({ severity }) => severity),
);
const lost: string[] = (await status({ env: 'prod' })).projects.flatMap(({ protectedIndexes }) =>
  protectedIndexes.filter(({ state }) => state === 'missing').map(({ name }) => name),
);
export function made(made: SafeMigrateReport): string {
  return made.outcome === 'refused' ? made.reasons.join() : made.message;
}
// @ts-expect-error There is no such option.
void lint({ folder: '.' });
// @ts-expect-error A state is one of a list.
void (report.projects[0]?.findings[0]?.state === 'old');
export { severities, lost };
`;

interface Checked {
  readonly helps: readonly (readonly [string, { readonly code: number; readonly stdout: string }])[];
  readonly linted: { readonly stdout: string };
  readonly verified?: { readonly stdout: string };
  readonly summary: { readonly findings: Readonly<Record<string, number>> };
}

describe('the package by each package manager', function () {
  this.timeout(300_000);
  const file = process.env['MIGRATION_GUARD_PACKAGE'] ?? '';
  let folder = '';
  let missing: string | undefined;

  before(async () => {
    assert.notEqual(
      file,
      '',
      'These tests are about a package, which npm run test:installed makes and names.',
    );
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-managers-')));
    missing = await installManagers(folder);
  });

  after(() => {
    if (folder !== '') fs.rmSync(folder, { recursive: true, force: true });
  });

  function projectOf({ name, files = {} }: Pick<Manager, 'name' | 'files'>): string {
    // Outside of the managers' own folder: yarn 4 would take that for its workspace.
    const project = fs.mkdtempSync(
      path.join(os.tmpdir(), `migration-guard-${name.replaceAll(/\W+/g, '-')}-`),
    );
    const all = {
      'package.json': '{ "name": "empty", "private": true }\n',
      'check-all.cjs': checkAll,
      ...files,
    };
    for (const [at, text] of Object.entries(all)) fs.writeFileSync(path.join(project, at), text);
    return project;
  }

  for (const manager of managers) {
    it(`runs each command, and gives its API: ${manager.name}`, function () {
      if (missing !== undefined) skip(this, missing);
      return inExample(async (example) => {
        const project = projectOf(manager);
        try {
          const script = path.join(folder, 'node_modules', manager.script);
          const run = (...args: readonly string[]) => runNode(folder, project, [script, ...args]);
          const added = await run(...manager.add(file));
          assert.equal(added.code, 0, added.stdout + added.stderr);

          const version = await run(...manager.exec, 'migration-guard', '--version');
          const { version: wanted } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
            version: string;
          };
          assert.equal(version.stdout.trim(), wanted, version.stderr);

          const check = ['check-all.cjs', example.folder, ...(manager.isArchive ? ['verify'] : [])];
          const checked = manager.node
            ? await run(...manager.node, ...check)
            : await runNode(folder, project, check);
          assert.equal(checked.code, 0, checked.stderr);
          const { helps, linted, verified, summary } = JSON.parse(checked.stdout) as Checked;
          assert.ok(helps.length > 14, `only ${helps.length} commands were found`);
          for (const [name, { code, stdout }] of helps) {
            assert.equal(code, 0, name);
            assert.ok(stdout.startsWith(`Usage: migration-guard ${name} `), stdout);
          }
          assert.match(linted.stdout, /\n2 errors in 1 of 7 migrations\n$/);
          assert.equal(verified !== undefined, manager.isArchive === true);
          if (verified)
            assert.match(verified.stdout, /relation "memories_chunk_group_id_idx" already exists/);
          assert.equal(summary.findings['error'], 2);
        } finally {
          fs.rmSync(project, { recursive: true, force: true });
        }
      })();
    });
  }

  it('has types that TypeScript checks, however packages are found', async () => {
    const project = projectOf({ name: 'types' });
    try {
      const added = await runNode(folder, project, [
        npmScript,
        'install',
        '--offline',
        '--no-audit',
        '--no-fund',
        file,
      ]);
      assert.equal(added.code, 0, added.stderr);
      fs.writeFileSync(path.join(project, 'typed.mts'), typed);
      const tsc = path.resolve('node_modules/typescript/bin/tsc');
      const usual = [tsc, '--noEmit', '--strict', '--target', 'es2022'];
      for (const [module, resolution] of [
        ['nodenext', 'nodenext'],
        ['esnext', 'bundler'],
      ] as const) {
        const args = [...usual, '--module', module, '--moduleResolution', resolution, 'typed.mts'];
        const { code, stdout } = await runNode(folder, project, args);
        assert.equal(code, 0, `${module}: ${stdout}`);
      }
    } finally {
      fs.rmSync(project, { recursive: true, force: true });
    }
  });
});
