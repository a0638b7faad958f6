import { loadGrammar } from '../../core/sql/grammar';
import { openProjects } from '../../adapters/project/open-projects';
import { writeMigrations } from '../../adapters/project/write-migrations';
import { openEachOnce } from '../../workflows/replayed-project';
import { planRestores, writeRestores } from '../../workflows/restore';
import { askYes } from '../ask';
import { runRestore, type RestoreArgs } from '../commands/restore';
import { connect } from '../connect';
import type { Machine } from './machine';

/** `restore` on this machine. */
export function restore(args: RestoreArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  const replayed = openEachOnce(loadGrammar);
  return runRestore(args, {
    openProjects: (paths) => openProjects(paths, { cwd }),
    connect,
    planRestores: (source, environment, database, wishes) =>
      planRestores(replayed(source), environment, database, wishes),
    writeRestores: async (source, plans, wish) => writeRestores(await replayed(source), plans, wish),
    writeMigrations,
    ask: askYes,
    now: () => Date.now(),
    ...{ cwd, env, stdout, stderr },
  });
}
