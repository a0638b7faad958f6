import fs from 'node:fs';
import path from 'node:path';
import type { ToolFile, ToolFiles } from '../../workflows/init-plan';
import { readText } from '../files/regular-file';
import { parseJson, record } from './settings';
import { diskUpwards, workTreeTop } from '../files/tree-root';

/**
 * Where the files are that a project shares with git, Prettier and VS Code; they need not exist yet.
 *
 * @param root the project's folder, absolute
 * @param migrations its migrations folder, absolute
 */
export function findToolFiles(root: string, migrations: string): ToolFiles {
  const top = workTreeTop(root);
  const toolFile = (folder: string, name: string): ToolFile => ({
    file: path.join(folder, name),
    migrations: withSlashes(path.relative(folder, migrations)),
  });
  const prettier = prettierFolder(root, top ?? root);
  return {
    gitattributes: top === undefined ? undefined : toolFile(top, '.gitattributes'),
    prettierignore: prettier === undefined ? undefined : toolFile(prettier, '.prettierignore'),
    vscodeSettings: {
      ...toolFile(top ?? root, path.join('.vscode', 'settings.json')),
      migrations: withSlashes(path.relative(root, migrations)),
    },
  };
}

function withSlashes(relative: string): string {
  return relative.split(path.sep).join('/');
}

/** The nearest folder, up to the top, in which Prettier is installed or configured. */
function prettierFolder(root: string, top: string): string | undefined {
  for (const folder of diskUpwards(root)) {
    if (usesPrettier(folder)) return folder;
    if (folder === top) return undefined;
  }
  return undefined;
}

function usesPrettier(folder: string): boolean {
  const manifest = record(parseJson(readText(path.join(folder, 'package.json'))));
  const isNamed = ['dependencies', 'devDependencies'].some((kind) => 'prettier' in record(manifest[kind]));
  if (isNamed || 'prettier' in manifest) return true;
  try {
    return fs.readdirSync(folder).some((name) => /^(?:\.prettierrc|prettier\.config\.)/.test(name));
  } catch {
    return false;
  }
}
