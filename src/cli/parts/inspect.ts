import { loadGrammar } from '../../core/sql/grammar';
import { openProjects } from '../../adapters/project/open-projects';
import { inspect as readInspection } from '../../workflows/inspect';
import { openEachOnce } from '../../workflows/replayed-project';
import { runInspect, type InspectArgs } from '../commands/inspect';
import { connect } from '../connect';
import type { Machine } from './machine';

/** `inspect` on this machine. */
export function inspect(args: InspectArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  const replayed = openEachOnce(loadGrammar);
  return runInspect(args, {
    openProjects: (paths) => openProjects(paths, { cwd }),
    connect,
    inspect: (source, environment, database, table) =>
      readInspection(replayed(source), environment, database, table),
    ...{ cwd, env, stdout, stderr },
  });
}
