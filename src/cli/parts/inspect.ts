import { loadGrammar } from '../../core/sql/grammar';
import { openProjects } from '../../adapters/project/open-projects';
import { inspect as readInspection } from '../../workflows/inspect';
import { runInspect, type InspectArgs } from '../commands/inspect';
import { connect } from '../connect';
import type { Machine } from './machine';

/** `inspect` on this machine. */
export function inspect(args: InspectArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  return runInspect(args, {
    openProjects: (paths) => openProjects(paths, { cwd }),
    connect,
    inspect: async (source, environment, database, table) =>
      readInspection(source, environment, database, table, await loadGrammar()),
    ...{ cwd, env, stdout, stderr },
  });
}
