import { lstatSync } from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../core/human-error';
import { canBeCheckedOut, type Whereabouts } from '../../core/status/whereabouts';
import type { MissingMigrations } from '../../workflows/migration-archive';
import { joinPath } from '../files/file-tree';
import { explained } from './archive';
import type { ReadObject } from './objects';
import { git } from './run';

/**
 * What a repository has of migrations that are not in the folder.
 *
 * @param folder the migrations folder, from the work tree's top
 * @param read reads objects of the same repository
 */
export function missingMigrations(top: string, folder: string, read: ReadObject): MissingMigrations {
  return {
    textOf: (name, where) => explained(textOf(name, where, folder, read)),
    checkOut: (name, where) => explained(checkOut(name, where, { top, folder, read })),
  };
}

async function textOf(
  name: string,
  where: Whereabouts,
  folder: string,
  read: ReadObject,
): Promise<string | undefined> {
  const commit = await commitOf(where, read);
  const file = 'path' in where ? where.path : joinPath(folder, name, 'migration.sql');
  const blob = commit === undefined ? undefined : await read(`${commit}:${file}`);
  return blob?.type === 'blob' ? blob.content.toString('utf8') : undefined;
}

/** The id of the commit that has the migration's file; undefined where none has one of that name. */
async function commitOf(where: Whereabouts, read: ReadObject): Promise<string | undefined> {
  for (const revision of revisionsOf(where)) {
    const commit = await read(`${revision}^{commit}`);
    if (commit) return commit.id;
  }
  return undefined;
}

/** In full: a tag may have the name of the branch. */
function revisionsOf(where: Whereabouts): readonly string[] {
  switch (where.kind) {
    case 'head':
      return ['HEAD'];
    case 'branch':
      return [`refs/heads/${where.branch}`, `refs/remotes/${where.branch}`];
    case 'commit':
      return [where.commit];
    case 'removed':
    case 'renamed':
    case 'squashed':
      return [`${where.commit}^`];
    case 'renamed-here':
      return [];
  }
}

async function checkOut(
  name: string,
  where: Whereabouts,
  { top, folder, read }: { readonly top: string; readonly folder: string; readonly read: ReadObject },
): Promise<void> {
  const target = joinPath(folder, name);
  if (!canBeCheckedOut(where)) {
    throw new HumanError(`Git has no branch or commit from which ${name} can be checked out.`);
  }
  if (where.path !== joinPath(target, 'migration.sql')) {
    throw new HumanError(
      `Git has ${name} as ${where.path}, which is another folder than ${target}: copy it from there yourself.`,
    );
  }
  if (lstatSync(path.join(top, ...target.split('/')), { throwIfNoEntry: false })) {
    throw new HumanError(`${target} is there already, so nothing was checked out. Refresh.`);
  }
  const commit = await commitOf(where, read);
  if (commit === undefined) {
    throw new HumanError(`Git no longer has the branch or commit with ${name}. Refresh.`);
  }
  const { code, stderr } = await git(top, ['checkout', commit, '--', target]);
  if (code === 0) return;
  throw new HumanError(`git could not check out ${target}: ${stderr.trim().replaceAll(/\s+/g, ' ')}`);
}
