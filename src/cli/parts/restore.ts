import { loadGrammar } from '../../core/sql/grammar';
import { openProjects } from '../../adapters/project/open-projects';
import { writeMigrations } from '../../adapters/project/write-migrations';
import { planRestores, writeRestores } from '../../workflows/restore';
import { askYes } from '../ask';
import { runRestore, type RestoreArgs } from '../commands/restore';
import { connect } from '../connect';
import type { Machine } from './machine';

/** `restore` on this machine. */
export function restore(args: RestoreArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  return runRestore(args, {
    openProjects: (paths) => openProjects(paths, { cwd }),
    connect,
    planRestores: async (source, environment, database, wishes) =>
      planRestores(source, environment, database, wishes, await loadGrammar()),
    writeRestores: async (source, plans, wish) => writeRestores(source, plans, wish, await loadGrammar()),
    writeMigrations,
    ask: askYes,
    now: () => Date.now(),
    ...{ cwd, env, stdout, stderr },
  });
}
