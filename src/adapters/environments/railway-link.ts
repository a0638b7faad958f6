import os from 'node:os';
import path from 'node:path';
import { readText } from '../files/regular-file';
import { parseJson, record } from '../project/settings';

/**
 * Whether Railway's command line would know which of its projects a folder belongs to: by a token, or because the folder or
 * one above it was linked with `railway link`. Nothing is run for that, and the file is only read for its paths.
 *
 * @param root the absolute path of a project's folder
 */
export function isLinkedToRailway(root: string, env: NodeJS.ProcessEnv): boolean {
  if (['RAILWAY_TOKEN', 'RAILWAY_API_TOKEN'].some((name) => (env[name] ?? '') !== '')) return true;
  const home = env['HOME'] ?? env['USERPROFILE'] ?? os.homedir();
  return linkedFolders(path.join(home, '.railway', 'config.json')).some((folder) => {
    const below = path.relative(folder, root);
    return !below.startsWith('..') && !path.isAbsolute(below);
  });
}

function linkedFolders(config: string): string[] {
  // Where it cannot be read, Railway's own command line says why.
  return Object.keys(record(record(parseJson(readText(config)))['projects']));
}
