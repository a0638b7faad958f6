import { runProject } from '../terminal/run-project';
import { askMigrationName } from './arguments/migration-name';
import { withProject } from './arguments/project';
import type { CommandContext } from './context';

/** Writes a migration that leaves protected indexes alone, in a terminal. */
export function safeMigrate({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return withProject(state, given, async (root) => {
    const name = await askMigrationName(state, root, { mayBeEmpty: false });
    if (name === undefined) return undefined;
    return runProject(state, root, (project) => ['safe-migrate', `--name=${name}`, `--project=${project}`]);
  });
}
