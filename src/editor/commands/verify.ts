import { runForProject } from './arguments/project';
import type { CommandContext } from './context';

/** Applies the migrations of a project to an empty embedded database, in a terminal. */
export function verify({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return runForProject(state, given, (project) => ['verify', `--project=${project}`], { older: 'other' });
}
