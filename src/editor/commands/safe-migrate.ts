import { runForProject } from './arguments/project';
import type { CommandContext } from './context';

/** Writes a migration that leaves protected indexes alone, in a terminal. */
export function safeMigrate({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return runForProject(state, given, (project) => ['safe-migrate', `--project=${project}`]);
}
