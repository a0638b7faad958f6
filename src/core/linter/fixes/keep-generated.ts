import type { Fix } from '../findings/finding';
import type { Range } from '../../range';
import type { Change } from '../change/change';
import { generatedComment } from '../../sql/substitute-comments';
import type { Statement } from '../../sql/statements';
import { leaveActionOut } from './leave-action-out';

/** One action of an ALTER TABLE, among its others in their order. */
export interface Action {
  readonly statement: Statement;
  readonly table: string;
  readonly column: string;
  readonly at: number;
  readonly ranges: readonly Range[];
}

/** Leaves the DROP DEFAULT of a generated column out, which PostgreSQL refuses; undefined as leaveActionOut. */
export function keepGeneratedFix(
  change: Change,
  { statement, table, column, at, ranges }: Action,
): Fix | undefined {
  const comment = generatedComment(table, column);
  const edits =
    change.state === 'settled' ? undefined : leaveActionOut(change, statement, ranges, at, comment);
  return (
    edits && {
      kind: 'keep',
      title: `Keep ${table}.${column} generated: leave the DROP DEFAULT out`,
      preferred: true,
      edits: [{ file: change.migration.file, edits }],
    }
  );
}
