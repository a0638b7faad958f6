import { runForProject } from './arguments/project';
import type { CommandContext } from './context';

/** Compares the files of applied migrations with what the chosen environment has applied, in a terminal. */
export function checkDrift({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return runForProject(
    state,
    given,
    (project, environment) => ['check-drift', `--env=${environment}`, `--project=${project}`],
    { older: 'drift' },
  );
}
