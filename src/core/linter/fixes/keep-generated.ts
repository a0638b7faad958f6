import type { Edit } from '../../edits';
import type { Fix } from '../findings/finding';
import type { Range } from '../../range';
import type { Change } from '../change/change';
import { headingOf } from '../../sql/headings';
import { generatedComment } from '../../sql/substitute-comments';
import type { Statement } from '../../sql/statements';
import { commentInstead, headingEdit, lineEnding } from './leave-out';

/** One action of an ALTER TABLE, among its others in their order. */
export interface Action {
  readonly statement: Statement;
  readonly table: string;
  readonly column: string;
  readonly at: number;
  readonly ranges: readonly Range[];
}

/**
 * Leaves the DROP DEFAULT of a generated column out, which PostgreSQL refuses: with the whole statement where that does
 * nothing else. Undefined where it has no heading of its own, above which a comment could say so.
 */
export function keepGeneratedFix(change: Change, action: Action): Fix | undefined {
  const edits = change.state === 'settled' ? undefined : editsFor(change, action);
  const { table, column } = action;
  return (
    edits && {
      kind: 'keep',
      title: `Keep ${table}.${column} generated: leave the DROP DEFAULT out`,
      preferred: true,
      edits: [{ file: change.migration.file, edits }],
    }
  );
}

function editsFor(change: Change, { statement, table, column, at, ranges }: Action): Edit[] | undefined {
  const { text } = change.migration;
  const comment = generatedComment(table, column);
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
