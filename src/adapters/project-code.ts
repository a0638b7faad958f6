import type { TextFile } from '../workflows/lint-source';
import type { FindCode } from '../workflows/vector-queries';
import { isWithin } from './files/file-tree';
import { newLinesSince } from './git/new-lines';
import type { FoundProject } from './project/find-projects';
import { projectOfMigrations } from './project/locate';
import { searchDown } from './project/search-down';
import { findQueryFiles } from './queries/query-files';
import { sqlInScript } from './scripts/sql-in-script';

/** Files in which `<T>value` is a cast: no element of JSX can stand there. */
const withoutJsx = /\.[mc]?ts$/;

/** Reads the SQL in a script. */
export function readScriptFile({ file, text }: TextFile): ReturnType<typeof sqlInScript> {
  return sqlInScript(text, { jsx: !withoutJsx.test(file) });
}

interface CodeOptions {
  /** As in ProjectHistory. */
  readonly base: string | undefined;
  /** Whether git is asked what is new. */
  readonly git: boolean;
  readonly onFile?: () => void;
}

/**
 * Finds the code of a project: below its folder without other projects in it; in a repository of one project, in all of
 * it, as a schema is often a package of its own. Above the rooms, because it joins projects, scripts and git.
 */
export function codeFinder({ tree, paths }: FoundProject, { base, git, onFile }: CodeOptions): FindCode {
  return async (wants, named) => {
    const { migrations, schemas } = await searchDown(tree, '');
    const isOwn = (folder: string): boolean => isWithin(folder, paths.root);
    const others = await Promise.all(
      migrations
        .filter((folder) => folder !== paths.migrations)
        .map(async (folder) => (await projectOfMigrations(tree, folder)).root),
    );
    const isAlone = others.length === 0 && schemas.every(isOwn);
    // Patterns, and a person, may mean any file of the repository.
    const root = wants || named || isAlone ? '' : paths.root;
    const isWanted = named ? (file: string) => named.has(file) : wants;
    const found = await findQueryFiles(tree, root, {
      without: others.filter((folder) => folder !== paths.root),
      ...(isWanted && { matches: (path) => isWanted(tree.toDisk(path)) }),
      ...(onFile && { onFile }),
    });
    const roots = [...others, paths.root];
    const rest =
      root === '' || roots.includes('') ? undefined : await findQueryFiles(tree, '', { without: roots });
    return {
      outside: rest?.files.map(({ path }) => path) ?? [],
      files: found.files.map(({ path, text }) => ({ file: tree.toDisk(path), text })),
      looked: found.looked,
      notRead: found.notRead,
      unread: found.unread.map(({ path, reason }) => ({ file: tree.toDisk(path), reason })),
      tooLarge: found.tooLarge.map((path) => tree.toDisk(path)),
      readScript: readScriptFile,
      newLines: git ? newLinesSince(base) : () => Promise.resolve(undefined),
    };
  };
}
