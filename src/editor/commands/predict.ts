import { runForProject } from './arguments/project';
import type { CommandContext } from './context';

/** Says in a terminal what the next migration of a project would do to its indexes. */
export function predict({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return runForProject(state, given, (project) => ['predict', `--project=${project}`]);
}
