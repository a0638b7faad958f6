import { runForProject } from './arguments/project';
import type { CommandContext } from './context';

/** Shows in a terminal what is in the database of the chosen environment. */
export function inspect({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return runForProject(state, given, (project, environment) => [
    'inspect',
    `--env=${environment}`,
    `--project=${project}`,
  ]);
}
