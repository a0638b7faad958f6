import { pathFrom } from '../adapters/files/path-from';
import { ciFacts } from '../adapters/git/ci';
import { openProjects } from '../adapters/open-projects';
import { noProjectHere } from '../adapters/project/no-project';
import { stoppableMatcher } from '../adapters/project/pattern-matcher';
import type { LintJson } from '../core/reports/lint';
import { lintProject } from '../workflows/lint';
import { lintEach } from '../workflows/lint-each';
import { lintJson } from '../workflows/lint-json';
import type { LintOptions } from './options';

/**
 * What `migration-guard lint --format json` prints.
 *
 * @throws HumanError where there is nothing to lint
 */
export async function lint(options: LintOptions = {}): Promise<LintJson> {
  const { paths = [], cwd = process.cwd(), base, queries } = options;
  const projects = await openProjects(paths, { cwd, base, ci: ciFacts(process.env), prisma8: true });
  if (projects.length === 0) throw noProjectHere();
  const matchPattern = stoppableMatcher();
  const codeOf = new Map(projects.map(({ source, findCode }) => [source, findCode]));
  const reports = await lintEach(projects, (source, only) =>
    lintProject(source, { ...{ only, matchPattern, queries }, findCode: codeOf.get(source) }),
  );
  return lintJson(reports, (file) => pathFrom(cwd, file));
}
