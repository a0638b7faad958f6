import { ownCommand, type CommandTarget } from '../core/command-target';
import { keptIndexes } from '../core/drift/kept-indexes';
import { liveStates } from '../core/protection/live-state';
import type { DriftedMigration, DriftReport } from './check-drift';
import type { DatabaseReader } from './database';
import { assertKnown } from './fix-drift-plan';
import { findProtectedIndexes } from './protected-indexes';
import type { ReplayedProject } from './replayed-project';

/** How a migration that keeps its indexes now, and dropped them when it was applied, comes to be what was applied. */
export interface KeepPlan {
  readonly migration: DriftedMigration;
  /** Statements that make the indexes again which are gone, without semicolons. */
  readonly statements: readonly string[];
  /** Names of those that are there already. */
  readonly inPlace: readonly string[];
}

/**
 * Plans what makes a database what the migration's file says: the indexes that it does not drop any more.
 *
 * @returns a sentence where that cannot be done
 * @throws HumanError for a name that is no applied migration, and where the database gives no answer
 */
export async function planKeep(
  open: () => Promise<ReplayedProject>,
  report: DriftReport,
  name: string,
  { database, target }: { readonly database: DatabaseReader; readonly target: CommandTarget },
): Promise<KeepPlan | string> {
  assertKnown(name, report);
  const migration = report.drifted.find((one) => one.name === name);
  if (!migration) return `${name} is as it was applied: there is nothing to do.`;
  const { verdict } = migration;
  const kept = verdict.kind === 'changed' ? keptIndexes(verdict.changes) : undefined;
  if (!kept) {
    return `${name} differs in more than the DROP INDEX statements that were taken out: ${ownCommand('check-drift', target)} shows how.`;
  }
  const opening = open();
  const [project, wanted, catalogue] = await Promise.all([
    opening,
    opening.then((project) => findProtectedIndexes(project)),
    database.readIndexes(),
  ]);
  const states = liveStates(wanted, catalogue, await project.loadGrammar(), {
    ownSchema: database.schema,
    isPending: () => false,
  });
  const statements: string[] = [];
  const inPlace: string[] = [];
  for (const index of kept) {
    const found = states.find(
      (one) => one.index.name === index.name && (index.schema ?? one.index.schema) === one.index.schema,
    );
    const sql = found?.index.createStatement;
    if (found?.state === 'present') inPlace.push(index.name);
    else if (found?.state === 'missing' && sql !== undefined) statements.push(sql);
    else if (found && sql !== undefined) {
      return `${index.name} is ${found.state} in ${database.location}. Bring it back first: ${ownCommand('restore', target, index.name)}`;
    } else
      return `Nothing says how ${index.name} is made. Make it again in ${database.location} yourself first.`;
  }
  return { migration, statements, inPlace };
}
