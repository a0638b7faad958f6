import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../host/launcher/programs.mjs';

/** What the tests install for themselves. */
const installed = fileURLToPath(new URL('../../.vscode-test/', import.meta.url));

/**
 * Makes a folder unless it is there, and resolves to its path. It gets its name when it is complete: what is half
 * installed is never taken for it, and two that make it at the same time do not meet.
 *
 * @param fill gets the folder to install into
 */
export async function installOnce(name, fill) {
  const home = path.join(installed, name);
  if (fs.existsSync(home)) return home;
  fs.mkdirSync(installed, { recursive: true });
  const site = fs.mkdtempSync(`${home}-`);
  try {
    await fill(site);
    fs.renameSync(site, home);
  } catch (error) {
    if (!fs.existsSync(home)) throw error;
  } finally {
    fs.rmSync(site, { recursive: true, force: true });
  }
  return home;
}

/** Runs npm in a folder: nothing else than files of packages comes from it. */
export function npm(folder, ...args) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return run('npm', [...args, ...quiet], { cwd: folder, shell: process.platform === 'win32' });
}
