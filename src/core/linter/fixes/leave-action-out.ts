import type { Edit } from '../../edits';
import type { Range } from '../../range';
import { headingOf } from '../../sql/headings';
import type { Cursor } from '../../sql/cursor';
import { statementCursor } from '../../sql/statement-cursor';
import type { Statement } from '../../sql/statements';
import type { Change } from '../change/change';
import { commentInstead, headingEdit, lineEnding } from './leave-out';

/** From the first token to the last. */
export function rangeOf({ extent, mapRange }: Cursor): Range {
  return mapRange(extent ?? { start: 0, end: 0 });
}

/** Where each action of an ALTER TABLE stands, in their order. */
export function actionRanges(change: Change, statement: Statement): Range[] {
  const cursor = statementCursor(change.migration.text, statement);
  if (!cursor.take('alter', 'table')) return [];
  cursor.take('if', 'exists');
  cursor.take('only');
  cursor.name();
  return cursor.items().map(rangeOf);
}

/**
 * Leaves one action of an ALTER TABLE out: with the whole statement where that does nothing else.
 *
 * @param at the action's position among `ranges`, those of all actions
 * @returns undefined where the statement has no heading of its own, above which the comment could stand
 */
export function leaveActionOut(
  change: Change,
  statement: Statement,
  ranges: readonly Range[],
  at: number,
  comment: string,
): Edit[] | undefined {
  const { text } = change.migration;
  if (ranges.length === 1) {
    return [...headingEdit(change, statement, 'AlterTable'), commentInstead(text, statement, comment)];
  }
  const heading = headingOf(text, change.script.statements, statement, 'AlterTable');
  const [own, next, previous] = [ranges[at], ranges[at + 1], ranges[at - 1]];
  if (!own || !heading || !statement.leading.includes(heading)) return undefined;
  const range = next
    ? { start: own.start, end: next.start }
    : { start: previous?.end ?? own.start, end: own.end };
  return [
    { range: { start: heading.start, end: heading.start }, newText: comment + lineEnding(text) },
    { range, newText: '' },
  ];
}
