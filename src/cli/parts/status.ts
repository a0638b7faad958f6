import { loadGrammar } from '../../core/sql/grammar';
import { openProjects } from '../../adapters/project/open-projects';
import { sha256 } from '../../adapters/project/sha256';
import { openEachOnce } from '../../workflows/replayed-project';
import { readStatus } from '../../workflows/status';
import { runStatus, type StatusArgs } from '../commands/status';
import { connect } from '../connect';
import type { Machine } from './machine';
import { findSchemaDriftHere } from './schema-drift';

/** `status` on this machine. */
export function status(args: StatusArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  const replayed = openEachOnce(loadGrammar);
  return runStatus(args, {
    openProjects: (paths) => openProjects(paths, { cwd }),
    connect,
    findSchemaDrift: findSchemaDriftHere,
    readStatus: (source, environment, database) =>
      readStatus(replayed(source), environment, database, sha256),
    ...{ cwd, env, stdout, stderr },
  });
}
