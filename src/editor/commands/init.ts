import { runForProject } from './arguments/project';
import type { CommandContext } from './context';

/** Sets Migration Guard up for a project, in a terminal. */
export function init({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return runForProject(state, given, (project) => ['init', `--project=${project}`], { older: 'other' });
}
