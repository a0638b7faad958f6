import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import JSZip from 'jszip';
import { runScript, type Ran } from '../helpers/cli';

let folder: string | undefined;

/** The package as VS Code unpacks it, far from the sources and from every node_modules. */
before(async () => {
  const file = process.env['MIGRATION_GUARD_PACKAGE'];
  assert.ok(file, 'These tests are about a package, which npm run test:installed makes and names.');
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-package-'));
  const zip = await JSZip.loadAsync(fs.readFileSync(file));
  for (const entry of Object.values(zip.files).filter(({ dir }) => !dir)) {
    const place = path.join(folder, entry.name);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, await entry.async('nodebuffer'));
  }
});

after(() => {
  if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true });
});

/** The path of a file in the unpacked package, named with `/`. */
export function inPackage(file: string): string {
  assert.ok(folder, 'the package is unpacked before the first test');
  return path.join(folder, 'extension', ...file.split('/'));
}

/** Runs the command line in the package. */
export function runPackaged(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ran> {
  return runScript(inPackage('dist/cli.js'), cwd, args, { NODE_PATH: undefined, ...env });
}
