import { pathFrom } from '../adapters/files/path-from';
import { environmentProject } from '../adapters/environments/project';
import { prismaWords } from '../adapters/prisma/prisma-cli';
import type { CommandTarget } from '../core/command-target';
import type { LintSource } from '../workflows/lint-source';
import type { DatabaseOption } from './options';

/**
 * What the commands that we print for a project are to act on.
 *
 * @param given the path by which the person named the project, as it was written; undefined where nobody did
 */
export function commandTarget(
  { env, urlEnv }: DatabaseOption,
  source: LintSource,
  { cwd, given }: { readonly cwd: string; readonly given: string | undefined },
): CommandTarget {
  const folder = pathFrom(cwd, source.root);
  return {
    environment: env,
    urlVariable: urlEnv,
    project: given,
    folder: folder === '.' || folder === '' ? undefined : folder,
    repository: source.history?.repository,
    prisma: prismaWords(source.root, environmentProject(source).guard?.prismaCommand),
  };
}

/** What names one project among several that were found; a path from the working directory. */
export function nameOfProject({ prismaConfig, migrationsFolder, root }: LintSource, cwd: string): string {
  return pathFrom(cwd, prismaConfig ?? migrationsFolder ?? root);
}
