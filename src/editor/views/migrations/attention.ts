import type { ShownProject } from '../tree/shown-project';
import { otherFiles } from '../tree/finding-nodes';
import { hasProblem } from '../tree/migration-row';

/** How many migrations and other files of these projects need attention: what the badge and the status bar count. */
export function attentionIn(projects: readonly ShownProject[]): number {
  return projects
    .map((project) => project.migrations.filter(hasProblem).length + otherFiles(project).size)
    .reduce((sum, count) => sum + count, 0);
}
