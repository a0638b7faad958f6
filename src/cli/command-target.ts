import { pathFrom } from '../adapters/files/path-from';
import { environmentProject } from '../adapters/environments/project';
import { prismaWords } from '../adapters/prisma/prisma-cli';
import { usualEnvironment, type CommandTarget } from '../core/command-target';
import type { LintSource } from '../workflows/lint-source';
import type { DatabaseOption, ProjectOption } from './options';

/** Which database and which project a person has named, as far as a command takes such options. */
type Named = Partial<DatabaseOption> & ProjectOption;

/** What a person has named, before anything of it was looked for. */
export function namedTarget({ env = usualEnvironment, urlEnv, config, project }: Named): CommandTarget {
  return { environment: env, urlVariable: urlEnv, project: config ?? project };
}

/** What the commands that we print for a project are to act on. */
export function commandTarget(named: Named, source: LintSource, cwd: string): CommandTarget {
  const folder = pathFrom(cwd, source.root);
  return {
    ...namedTarget(named),
    folder: folder === '.' || folder === '' ? undefined : folder,
    repository: source.history?.repository,
    prisma: prismaWords(source.root, environmentProject(source).guard?.prismaCommand),
  };
}

/** What names one project among several that were found; a path from the working directory. */
export function nameOfProject({ prismaConfig, migrationsFolder, root }: LintSource, cwd: string): string {
  return pathFrom(cwd, prismaConfig ?? migrationsFolder ?? root);
}
