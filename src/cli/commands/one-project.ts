import { HumanError } from '../../core/human-error';
import type { LintSource } from '../../workflows/lint-source';
import { pathFrom } from '../reporters/places';

/** The one project that a command speaks of. @throws HumanError where there is none, or several */
export function onlyProject<Project extends { readonly source: LintSource }>(
  projects: readonly Project[],
  cwd: string,
): Project {
  const [project, ...others] = projects;
  if (!project) throw new HumanError('No Prisma project was found here. Give the path of one.');
  if (others.length === 0) return project;
  const roots = projects.map(({ source }) => pathFrom(cwd, source.migrationsFolder ?? source.root));
  throw new HumanError(
    `There are several Prisma projects here: ${roots.join(', ')}. Say which: --project <path>`,
  );
}
