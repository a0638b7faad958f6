import assert from 'node:assert/strict';
import { openProjects, type OpenedProject } from '../../../../src/adapters/open-projects';
import type { ProjectHistory } from '../../../../src/workflows/lint-source';
import { migrations, schemaWith, type Workspace } from '../../../helpers/workspace';

export async function opened({ folder }: { folder: string }, base?: string): Promise<OpenedProject> {
  const [project] = await openProjects([], { cwd: folder, base });
  assert.ok(project);
  return project;
}

export async function historyOf(workspace: { folder: string }, base?: string): Promise<ProjectHistory> {
  const { history } = (await opened(workspace, base)).source;
  assert.ok(history);
  return history;
}

export const settled = async (history: ProjectHistory): Promise<string[]> =>
  [...(await history.settled())].sort();

/** A repository with one commit: a schema with model A, and migration 1_a. */
export function start(workspace: Workspace): string {
  workspace.git('init', '--quiet');
  workspace.write({
    'package.json': '{}',
    'prisma/schema.prisma': schemaWith('A'),
    ...migrations('prisma/migrations', '1_a'),
  });
  return workspace.commit('start');
}

/** Commits a model with the migration of the same name. */
export function addModel({ write, commit }: Workspace, name: string, ...models: string[]): string {
  write({ 'prisma/schema.prisma': schemaWith(...models), ...migrations('prisma/migrations', name) });
  return commit(name);
}
