import path from 'node:path';
import { runForProject } from './arguments/project';
import type { CommandContext } from './context';

/** Writes the SQL that gives a test database the schema of a project, in a terminal. */
export function pgliteSchema({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return runForProject(
    state,
    given,
    (project) => [
      'pglite-schema',
      `--output=${path.join(project, 'schema.pglite.sql')}`,
      `--project=${project}`,
    ],
    { older: 'other' },
  );
}
