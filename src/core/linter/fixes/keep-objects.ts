import { keptComment } from '../../sql/substitute-comments';
import type { Change } from '../change/change';
import type { ObjectLosses } from '../change/object-change';
import { objectName } from '../change/object-words';
import type { Fix } from '../findings/finding';
import { actionRanges, leaveActionOut } from './leave-action-out';
import { commentInstead } from './leave-out';

/** Leaves out a statement, or an action of an ALTER TABLE, that drops one object by its name or switches it off. */
export function keepObjectsFix(change: Change, { losses }: ObjectLosses): Fix | undefined {
  const [{ event, object, lacks }] = losses;
  const { step } = event;
  const isNamed = event.kind === 'object-changed' || event.cause === 'named';
  if (!isNamed || losses.length > 1 || step.context !== 'script' || change.state !== 'draft')
    return undefined;
  // What was made again without DEFERRABLE would be there twice.
  if (lacks === 'DEFERRABLE') return undefined;
  const comment = keptComment(object.name, '');
  const edits =
    step.operation.kind === 'alter-table'
      ? withoutAction(change, event, comment)
      : [commentInstead(change.migration.text, step.extent, comment)];
  if (!edits) return undefined;
  return {
    kind: 'keep',
    title: `Keep ${objectName(object)}: leave the statement out`,
    preferred: true,
    edits: [{ file: change.migration.file, edits }],
  };
}

function withoutAction(
  change: Change,
  { step, range }: ObjectLosses['losses'][0]['event'],
  comment: string,
): ReturnType<typeof leaveActionOut> {
  const ranges = actionRanges(change, step.statement);
  const at = ranges.findIndex((own) => own.start <= range.start && own.end >= range.end);
  return at < 0 ? undefined : leaveActionOut(change, step.statement, ranges, at, comment);
}
