import { isOpen } from '../../../core/status/migration-status';
import { hasProblem, type MigrationRow } from '../tree/migration-row';

/** The groups of a project's migrations; drafts and merged ones are those of which no database has said anything. */
export type GroupKind = 'attention' | 'pending' | 'draft' | 'applied' | 'merged';

export interface MigrationGroup {
  readonly kind: GroupKind;
  /** In the order in which they are shown. */
  readonly rows: readonly MigrationRow[];
}

/** So many migrations of a group are shown before a person asks for more. */
export const pageSize = 200;

function groupOf(row: MigrationRow): GroupKind {
  if (hasProblem(row)) return 'attention';
  if (!row.known) return row.isSettled === true ? 'merged' : 'draft';
  return isOpen(row.known) ? 'pending' : 'applied';
}

/** The groups in their order, the empty ones left out. */
export function groupMigrations(rows: readonly MigrationRow[]): MigrationGroup[] {
  const groups = new Map<GroupKind, MigrationRow[]>([
    ['attention', []],
    ['pending', []],
    ['draft', []],
    ['applied', []],
    ['merged', []],
  ]);
  for (const row of rows) groups.get(groupOf(row))?.push(row);
  return [...groups].flatMap(([kind, members]) => {
    if (members.length === 0) return [];
    // What was applied last is looked for most often; what is still to come runs from top to bottom.
    const isToCome = kind === 'pending' || kind === 'draft';
    return { kind, rows: isToCome ? members : members.toReversed() };
  });
}

/** The migrations of as many pages as were asked for, and how many are left. */
export function firstPages(
  { rows }: MigrationGroup,
  pages: number,
): { readonly shown: readonly MigrationRow[]; readonly left: number } {
  const shown = rows.slice(0, pages * pageSize);
  return { shown, left: rows.length - shown.length };
}
