import { runProject } from '../terminal/run-project';
import { askMigrationName } from './arguments/migration-name';
import { withProject } from './arguments/project';
import type { CommandContext } from './context';

/** Writes a migration that leaves protected indexes alone and applies it to the local database, in a terminal. */
export function dev({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return withProject(
    state,
    given,
    async (root) => {
      const name = await askMigrationName(state, root, { mayBeEmpty: true });
      if (name === undefined) return undefined;
      return runProject(state, root, (project) => [
        'dev',
        ...(name === '' ? [] : [`--name=${name}`]),
        `--project=${project}`,
      ]);
    },
    { older: 'migrate' },
  );
}
