import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runScript, type Ran } from '../helpers/cli';

let project: string | undefined;

/** An empty project into which npm installs the package, far from the sources. Offline: it needs no other package. */
before(async function () {
  this.timeout(120_000);
  const file = process.env['MIGRATION_GUARD_PACKAGE'];
  assert.ok(file, 'These tests are about a package, which npm run test:installed makes and names.');
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-package-'));
  const scripts = { 'db:lint': 'migration-guard db:lint' };
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ private: true, scripts }));
  await runInProject('npm', ['install', '--save-dev', '--offline', '--no-audit', '--no-fund', file]);
});

after(() => {
  if (project !== undefined) fs.rmSync(project, { recursive: true, force: true });
});

/** The path of a file in that project, named with `/`. */
export function inProject(file: string): string {
  assert.ok(project, 'the package is installed before the first test');
  return path.join(project, ...file.split('/'));
}

/** Runs npm or npx in that project, as from a terminal there: without what the npm that runs the tests hands down. */
export async function runInProject(
  program: 'npm' | 'npx',
  args: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return promisify(execFile)(program, args, {
    cwd: inProject(''),
    env: Object.fromEntries(inherited),
    shell: process.platform === 'win32', // There they are batch files.
  });
}

/** Runs the installed command in another folder. */
export function runInstalled(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ran> {
  const command = inProject('node_modules/migration-guard/dist/cli.js');
  return runScript(command, cwd, args, { NODE_PATH: undefined, ...env });
}
