import type { Edit } from '../../edits';
import type { ColumnDropped } from '../../ledger/events';
import { relationName } from '../../ledger/records';
import { keptColumnComment, keptComment } from '../../sql/substitute-comments';
import type { Change } from '../change/change';
import type { Fix } from '../findings/finding';
import { actionRanges, leaveActionOut } from './leave-action-out';
import { leaveNameOut, leaveOut } from './leave-out';
import { append } from '../../append';

/**
 * Keeps a column that a migration drops, with its indexes: the DROP COLUMN and the DROP INDEX of each index on it are left
 * out. Undefined where that is not possible by editing the text.
 */
export function keepColumnFix(change: Change, event: ColumnDropped): Fix | undefined {
  if (change.state === 'settled' || event.step.context !== 'script') return undefined;
  const edits = editsFor(change, event);
  const table = relationName(event.table);
  return (
    edits && {
      kind: 'keep',
      title: `Keep ${table}.${event.column}: leave the DROP COLUMN out`,
      preferred: true,
      edits: [{ file: change.migration.file, edits }],
    }
  );
}

function editsFor(change: Change, { step, range, table, column }: ColumnDropped): Edit[] | undefined {
  const ranges = actionRanges(change, step.statement);
  const at = ranges.findIndex(({ start }) => start === range.start);
  if (at < 0) return undefined;
  const comment = keptColumnComment(relationName(table), column);
  const ofColumn = leaveActionOut(change, step.statement, ranges, at, comment);
  const ofIndexes = indexDrops(change, table, column);
  return ofColumn && ofIndexes && [...ofColumn, ...ofIndexes];
}

/** Leaves out what drops an index on the column by its name. */
function indexDrops(change: Change, table: string, column: string): Edit[] | undefined {
  const edits: Edit[] = [];
  for (const event of change.events) {
    if (event.kind !== 'dropped' || event.index.table !== table || !event.index.columns.includes(column)) {
      continue;
    }
    const { step, name } = event;
    const comment = keptComment(event.index.name, ', as its column is kept');
    const several = step.operation.kind === 'drop' && step.operation.names.length > 1;
    const own = several
      ? leaveNameOut(change, step, name, comment)
      : leaveOut(change, step, 'DropIndex', comment);
    if (!own) return undefined;
    append(edits, own);
  }
  return edits;
}
