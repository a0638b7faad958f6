import createRules, { type Ignore } from 'ignore';
import { type FileTree, isWithin, joinPath, upwards } from '../files/file-tree';
import { append } from '../../core/append';

/** Build output and other people's code, also where no .gitignore says so. */
const never = new Set([
  'node_modules',
  'bower_components',
  'dist',
  'build',
  'out',
  'coverage',
  'target',
  'vendor',
]);

interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** What is not looked into when projects are searched for; grows on the way down. */
export interface Ignored {
  /** The same with what the folder's own .gitignore adds. */
  within(folder: string): Promise<Ignored>;
  has(folder: string): boolean;
  hasFile(file: string): boolean;
}

/**
 * Reads .gitignore files itself: no git is started for a search, and folders that no repository holds have them too.
 * Those from the root down to `start` are taken in.
 */
export async function ignoredFrom(tree: FileTree, start: string): Promise<Ignored> {
  const above: Rules[] = [];
  const exclude = await tree.read('.git/info/exclude');
  if (exclude !== undefined) above.push({ folder: '', rules: createRules().add(exclude) });
  for (const folder of [...upwards(start)].slice(1).reverse()) append(above, await rulesOf(tree, folder));
  return await ignored(tree, above).within(start);
}

function ignored(tree: FileTree, rules: readonly Rules[]): Ignored {
  return {
    within: async (folder) => {
      // What ignores a folder that is entered all the same (a deeper file took it back in, or the search starts in it)
      // would ignore everything in it.
      const rest = rules.filter((each) => !verdictOf(each, folder, '/').ignored);
      return ignored(tree, [...rest, ...(await rulesOf(tree, folder))]);
    },
    has: (folder) => {
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      return name.startsWith('.') || never.has(name) || isIgnored(rules, folder, '/');
    },
    hasFile: (file) => isIgnored(rules, file, ''),
  };
}

async function rulesOf(tree: FileTree, folder: string): Promise<Rules[]> {
  const names = (await tree.list(folder)) ?? [];
  if (!names.some(({ name, kind }) => name === '.gitignore' && kind === 'file')) return [];
  const text = (await tree.read(joinPath(folder, '.gitignore'))) ?? '';
  return [{ folder, rules: createRules().add(text.replace(/^\uFEFF/, '')) }];
}

/** `/` after the path of a folder: some patterns are for folders only. */
type Ending = '/' | '';

/** The deepest file that speaks of the path decides, as in git. */
function isIgnored(rules: readonly Rules[], path: string, ending: Ending): boolean {
  for (const each of [...rules].reverse()) {
    const verdict = verdictOf(each, path, ending);
    if (verdict.ignored || verdict.unignored) return verdict.ignored;
  }
  return false;
}

function verdictOf(
  { folder: base, rules }: Rules,
  path: string,
  ending: Ending,
): { ignored: boolean; unignored: boolean } {
  if (path === base || !isWithin(path, base)) return { ignored: false, unignored: false };
  return rules.test(`${base === '' ? path : path.slice(base.length + 1)}${ending}`);
}
