import { openProjects } from '../../adapters/project/open-projects';
import { sha256 } from '../../adapters/project/sha256';
import { checkDrift } from '../../workflows/check-drift';
import { runCheckDrift, type CheckDriftArgs } from '../commands/check-drift';
import { connect } from '../connect';
import type { Machine } from './machine';
import { findSchemaDriftHere } from './schema-drift';

/** `check-drift` on this machine. */
export function checkDriftHere(args: CheckDriftArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  return runCheckDrift(args, {
    openProjects: (paths) => openProjects(paths, { cwd }),
    connect,
    findSchemaDrift: findSchemaDriftHere,
    checkDrift: (source, environment, database, only) =>
      checkDrift(source, environment, database, { sha256, only }),
    ...{ cwd, env, stdout, stderr },
  });
}
