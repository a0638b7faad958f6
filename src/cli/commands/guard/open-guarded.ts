import fs from 'node:fs';
import path from 'node:path';
import { workTreeTop } from '../../../adapters/files/tree-root';
import { openProjects } from '../../../adapters/open-projects';
import { findProjects } from '../../../adapters/project/find-projects';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { isHumanError } from '../../../core/human-error';
import { loadGrammar } from '../../../core/sql/grammar';
import type { GuardedProject } from '../../../workflows/guard';
import { guardedProject } from '../../../workflows/guarded-project';
import { otherProvider } from '../../../workflows/lint';

/** What shows that a folder outside of any repository belongs to a project. */
const projectFiles = ['package.json', 'prisma', 'schema.prisma', 'prisma.config.ts'];

/** The projects that a command in a folder is about, or the one of a schema. None where there is none. */
export async function openGuarded(folder: string, schema: string | undefined): Promise<GuardedProject[]> {
  const opened = await openOr(folder, schema);
  return opened
    .filter(({ source }) => otherProvider(source) === undefined)
    .map(({ source }) => guardedProject(source, loadGrammar, { matchPattern: stoppableMatcher() }));
}

/** Whether a command in a folder is about a project of Prisma 8, or about such a contract or config. */
export async function isPrisma8(folder: string, schema: string | undefined): Promise<boolean> {
  try {
    const found = await findProjects(schema === undefined ? [] : [schema], folder, { nearest: true });
    return found.some(({ paths }) => paths.prisma8);
  } catch {
    // As below.
    return false;
  }
}

/** The only project of the repository, where the folder itself is of none: a command there has to name it. */
export async function onlyProjectAround(folder: string): Promise<string | undefined> {
  const top = workTreeTop(folder);
  if (top === undefined) return undefined;
  try {
    if ((await findProjects([], folder, { nearest: true })).length > 0) return undefined;
    const [only, ...others] = await findProjects([], top);
    return only && others.length === 0 ? only.tree.toDisk(only.paths.root) : undefined;
  } catch {
    // No denial hangs on what is advised.
    return undefined;
  }
}

/** A schema that is not there names no project: then it is the folder's that may be meant. */
async function openOr(folder: string, schema: string | undefined): ReturnType<typeof openProjects> {
  if (schema === undefined && !isSearched(folder)) return [];
  try {
    const paths = schema === undefined ? [] : [schema];
    const nearest = await openProjects(paths, { cwd: folder, which: 'nearest', prisma8: true });
    const [ofPrisma8] = nearest.filter(({ source }) => source.prisma8);
    if (schema !== undefined || !ofPrisma8) return nearest;
    // An older history in the same package has commands of its own.
    const all = await openProjects([ofPrisma8.source.root], { cwd: folder, prisma8: true });
    const older = all.filter(({ source: { root, prisma8 } }) => !prisma8 && root === ofPrisma8.source.root);
    return [...nearest, ...older];
  } catch (error) {
    if (!isHumanError(error)) throw error;
    return schema === undefined ? [] : await openOr(folder, undefined);
  }
}

/** Nobody searches a whole home folder for projects before each command. */
function isSearched(folder: string): boolean {
  return (
    workTreeTop(folder) !== undefined || projectFiles.some((name) => fs.existsSync(path.join(folder, name)))
  );
}
