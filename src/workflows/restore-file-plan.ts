import type { DriftedMigration } from './check-drift';
import type { LintSource } from './lint-source';

/** A file that can be given back the text that was applied. */
export interface FileRestore {
  readonly migration: DriftedMigration;
  /** What is to be written. */
  readonly text: string;
  /**
   * What becomes of today's text: `committed` is what HEAD has, `uncommitted` would be lost, `unknown` may be, since
   * there is no git.
   */
  readonly today: 'committed' | 'uncommitted' | 'unknown';
}

/** Why a file is not given its applied text: nobody knows that, or the base has another one. */
export interface RestoreRefusal {
  readonly migration: DriftedMigration;
  readonly reason: 'unproved' | 'base-differs';
}

/**
 * Decides whether a drifted file may be given its applied text back. A settled migration is never edited by us, with one
 * exception: if the base has the very text that was applied, somebody's edit is only taken back. If the base has another
 * one, then others have that, and it is not ours to change.
 */
export async function planRestore(
  migration: DriftedMigration,
  { history, archive, migrations }: LintSource,
): Promise<FileRestore | RestoreRefusal> {
  const { name, verdict, text: now } = migration;
  if (verdict.kind === 'unproved') return { migration, reason: 'unproved' };
  const { text } = verdict.applied;
  if (history && (await history.settled()).has(name)) {
    const changed = await history.changedSinceBase(migrations);
    const atBase = changed.find((one) => one.name === name)?.text ?? now;
    if (!isSame(atBase, text)) return { migration, reason: 'base-differs' };
  }
  if (!archive) return { migration, text, today: 'unknown' };
  const uncommitted = await isUncommitted(name, now, { archive });
  return { migration, text, today: uncommitted ? 'uncommitted' : 'committed' };
}

/** Whether HEAD has another text of the migration, or none. False without git. */
export async function isUncommitted(
  name: string,
  text: string,
  { archive }: Pick<LintSource, 'archive'>,
): Promise<boolean> {
  if (!archive) return false;
  const committed = await archive.committedText(name);
  return committed === undefined || !isSame(committed, text);
}

/** Line ends are as git is set to check them out. */
function isSame(one: string, other: string): boolean {
  return one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n');
}
