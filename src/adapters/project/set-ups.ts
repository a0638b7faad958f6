import fs from 'node:fs';
import path from 'node:path';
import type { SetUp } from '../../core/init/pastes';
import { readText } from '../files/regular-file';
import { workTreeTop } from '../files/tree-root';
import { parseJson, record } from './settings';

const codeowners = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

/**
 * What the project's repository has of hooks, build servers and owners. What cannot be read is as if it were not there.
 *
 * @param root the project's folder, absolute
 */
export function findSetUps(root: string): SetUp[] {
  const top = workTreeTop(root);
  if (top === undefined) return [];
  const at = (kind: SetUp['kind'], ...files: readonly string[]): SetUp[] =>
    files.flatMap((file) => {
      const text = readText(path.join(top, ...file.split('/')));
      return text === undefined ? [] : [{ kind, file: path.join(top, ...file.split('/')), text }];
    });
  return [
    ...lintStagedIn([...new Set([root, top])]),
    ...at('husky', '.husky/pre-commit'),
    ...at('pre-commit', '.pre-commit-config.yaml'),
    ...at('github', ...workflowsIn(top)),
    ...at('gitlab', '.gitlab-ci.yml'),
    ...at('codeowners', ...codeowners),
  ];
}

/** lint-staged takes the nearest configuration upwards. */
function lintStagedIn(folders: readonly string[]): SetUp[] {
  return folders.flatMap((folder) => {
    const named = namesIn(folder)
      .filter((name) => /^(?:\.lintstagedrc(?:\..+)?|lint-staged\.config\.[cm]?[jt]s)$/.test(name))
      .map((name) => path.join(folder, name));
    const manifest = path.join(folder, 'package.json');
    const setting = record(parseJson(readText(manifest)))['lint-staged'];
    const files = named.map((file) => ({ file, text: readText(file) ?? '' }));
    if (setting !== undefined) files.push({ file: manifest, text: JSON.stringify(setting) });
    return files.map((one) => ({ kind: 'lint-staged' as const, ...one }));
  });
}

function workflowsIn(top: string): string[] {
  return namesIn(path.join(top, '.github', 'workflows'))
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => `.github/workflows/${name}`);
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
