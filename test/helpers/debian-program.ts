import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

function onThisMachine(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin'];
  return folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}

/**
 * Finds a program, or installs Debian's package of that name where that is possible without asking anyone.
 *
 * @returns the program, or why there is none
 */
export function findDebianProgram(name: string): { readonly program: string } | { readonly missing: string } {
  const found = onThisMachine(name);
  if (found) return { program: found };
  if (process.getuid?.() !== 0) return { missing: `no ${name} is installed, and installing it needs root` };
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'pipe' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
      env,
      stdio: 'pipe',
    });
  } catch (error) {
    return { missing: `apt-get could not install ${name}: ${String(error)}` };
  }
  const installed = onThisMachine(name);
  return installed ? { program: installed } : { missing: `apt-get installed no ${name}` };
}
