import type { AppliedRow } from '../../workflows/edited-applied';
import type { KnownMigration } from '../databases/known-state';
import type { ProjectView } from '../databases/state-store';

/** What is remembered of a migration's row; undefined where it is not applied. */
export function rowOf(
  { state, checksum, appliedText }: KnownMigration,
  { environment, known }: ProjectView,
): AppliedRow | undefined {
  const isApplied = state === 'applied' || state === 'marked' || state === 'drifted';
  return isApplied && checksum !== null
    ? { environment, isLocal: known?.isLocal === true, checksum, text: appliedText }
    : undefined;
}
