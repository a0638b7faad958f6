// The package as a person has it: built, and installed into a folder of extensions.
import fs from 'node:fs';
import path from 'node:path';
import { resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { makePackages, packageFiles } from '../../../tools/package.mjs';
import { installHost } from './install-host.mjs';
import { run } from './programs.mjs';
import { HumanError } from './script.mjs';

/**
 * Makes the package, unless `npm test` has, and has the host's own command install it below `folder`, which the caller removes.
 * Resolves to { npmPackage, extensions, extension }: the package for npm, the folder of extensions, and that of ours in it.
 */
export async function installPackage(host, version, folder) {
  const isMade = process.env.MIGRATION_GUARD_BUILT === '1';
  const { extension: file, npmPackage } = isMade ? packageFiles() : await makePackages();
  const extensions = path.join(folder, 'extensions');
  const [program, ...before] = await commandLine(host, version, path.join(folder, 'installing'));
  const args = [...before, `--extensions-dir=${extensions}`, '--install-extension', file];
  // On Windows VS Code's own command is a batch file.
  await run(program, args, { shell: process.platform === 'win32' });
  const [name, ...others] = fs.readdirSync(extensions).filter((entry) => entry.includes('migration-guard'));
  if (!name || others.length > 0) throw new HumanError(`${program} did not install ${file}.`);
  return { npmPackage, extensions, extension: path.join(extensions, name) };
}

/** The words that start the host's command, with a folder of its own for what it keeps. */
async function commandLine(host, version, folder) {
  if (!host.isOffline) {
    return [resolveCliPathFromVSCodeExecutablePath(host.vscode), `--user-data-dir=${folder}`];
  }
  const { node, server } = await installHost(version);
  return [node, server, `--server-data-dir=${folder}`, '--accept-server-license-terms'];
}
