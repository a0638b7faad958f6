import fs from 'node:fs';
import path from 'node:path';
import { workTreeTop } from '../../../adapters/files/tree-root';
import { openProjects } from '../../../adapters/open-projects';
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

/** A schema that is not there names no project: then it is the folder's that may be meant. */
async function openOr(folder: string, schema: string | undefined): ReturnType<typeof openProjects> {
  if (schema === undefined && !isSearched(folder)) return [];
  try {
    return await openProjects(schema === undefined ? [] : [schema], { cwd: folder, which: 'nearest' });
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
