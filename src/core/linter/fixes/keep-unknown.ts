import type { IndexEvent } from '../../ledger/events';
import { keptComment } from '../../sql/substitute-comments';
import type { Change } from '../change/change';
import type { Fix } from '../findings/finding';
import { leaveNameOut, leaveOut } from './leave-out';

type UnknownDrop = Extract<IndexEvent, { kind: 'unknown-drop' }>;

/**
 * Leaves the DROP INDEX of an index out that the ledger does not know.
 *
 * @param why completes the comment that stays in its place: `, which drift-ignore.json lists`
 */
export function keepUnknownFix(change: Change, { step, name }: UnknownDrop, why: string): Fix | undefined {
  if (change.state === 'settled' || step.operation.kind !== 'drop') return undefined;
  const comment = keptComment(name.name, why);
  const edits =
    step.operation.names.length > 1
      ? leaveNameOut(change, step, name, comment)
      : leaveOut(change, step, 'DropIndex', comment);
  return (
    edits && {
      kind: 'keep',
      title: `Keep ${name.name}: leave the DROP INDEX out`,
      preferred: true,
      edits: [{ file: change.migration.file, edits }],
    }
  );
}
