import type { Grammar } from '../core/sql/grammar';
import { refusedTexts, type RefusedText } from '../core/sql/refusals';
import type { MigrationFile } from './lint-source';
import type { ReplayedProject } from './replayed-project';

/** How many statements PostgreSQL could not read: nobody looked at what they do. */
export interface UnreadStatements {
  /** In drafts and local migrations, where each is a finding. */
  readonly drafts: number;
  /** In settled migrations: those that begin with no command of SQL. */
  readonly settled: number;
}

const known = new WeakMap<MigrationFile, readonly RefusedText[]>();

/** What of the migration at a position PostgreSQL cannot read. Each is asked about once. */
export function refusedIn(
  { replayed }: ReplayedProject,
  migration: MigrationFile,
  position: number,
  grammar: Grammar,
): readonly RefusedText[] {
  const remembered = known.get(migration);
  if (remembered) return remembered;
  const { text } = migration;
  // Most scripts are read in one go, and need not be taken apart for it.
  const isRead = grammar.refusalOf(text) === undefined && !/\bdo\b/i.test(text);
  const refused = isRead ? [] : refusedTexts(text, replayed.scriptAt(position), grammar);
  known.set(migration, refused);
  return refused;
}

/** Counts what PostgreSQL cannot read of the migrations that were looked at. */
export async function countUnread(
  project: ReplayedProject,
  only: ReadonlySet<string> | undefined,
): Promise<UnreadStatements> {
  const { replayed, source } = project;
  const looked = [...source.migrations.entries()].filter(
    ([, migration]) => (only?.has(migration.name) ?? true) && !project.skips(migration),
  );
  const isSettled = ({ name }: MigrationFile): boolean => project.stateOf(name) === 'settled';
  const drafts = looked.filter(([, migration]) => !isSettled(migration));
  const settled = looked.filter(([, migration]) => isSettled(migration));
  const grammar = drafts.length > 0 ? await project.loadGrammar() : undefined;
  return {
    drafts: sum(
      drafts.map(([at, migration]) => (grammar ? refusedIn(project, migration, at, grammar).length : 0)),
    ),
    settled: sum(settled.map(([at]) => replayed.strayStatementsAt(at))),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
