import { isOpen, needsAttention } from '../../core/status/migration-status';
import type { KnownMigration, KnownState, ProjectPlaces } from '../state/known-state';
import type { ProjectView } from '../state/state-store';

/** The groups of a project's migrations, in their order. */
export type GroupKind = 'attention' | 'pending' | 'applied';

/** A node of the tree of migrations. Ids stay the same from one refresh to the next. */
export type MigrationNode =
  | { readonly kind: 'project'; readonly id: string; readonly place: ProjectPlaces }
  | { readonly kind: 'loading'; readonly id: string }
  | { readonly kind: 'unknown'; readonly id: string; readonly environment: string }
  | { readonly kind: 'trouble'; readonly id: string; readonly message: string }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly group: GroupKind;
      readonly migrations: readonly KnownMigration[];
      readonly state: KnownState;
    }
  | {
      readonly kind: 'migration';
      readonly id: string;
      readonly migration: KnownMigration;
      readonly state: KnownState;
    }
  | { readonly kind: 'more'; readonly id: string; readonly group: string; readonly left: number };

/** So many migrations of a group are shown before a person asks for more. */
export const pageSize = 200;

/** Whether something is wrong with it. What is only pending, in its order, has a group of its own. */
export function isTroubled(migration: KnownMigration): boolean {
  return needsAttention(migration) && (!isOpen(migration) || migration.outOfOrder);
}

function groupOf(migration: KnownMigration): GroupKind {
  if (isTroubled(migration)) return 'attention';
  return isOpen(migration) ? 'pending' : 'applied';
}

/** What stands below a project: why nothing is known, then its groups, the empty ones left out. */
export function nodesOfProject({ root }: ProjectPlaces, view: ProjectView): MigrationNode[] {
  const { known, trouble, isLoading, environment } = view;
  const nodes: MigrationNode[] = [];
  if (trouble && !isLoading) {
    nodes.push({ kind: 'trouble', id: `${root} trouble`, message: trouble.message });
  }
  if (!known) {
    if (isLoading) nodes.push({ kind: 'loading', id: `${root} loading` });
    else if (!trouble) nodes.push({ kind: 'unknown', id: `${root} unknown`, environment });
    return nodes;
  }
  const groups = new Map<GroupKind, KnownMigration[]>([
    ['attention', []],
    ['pending', []],
    ['applied', []],
  ]);
  for (const migration of known.migrations) groups.get(groupOf(migration))?.push(migration);
  for (const [group, migrations] of groups) {
    if (migrations.length === 0) continue;
    // What was applied last is looked for most often; what is pending runs from top to bottom.
    const ordered = group === 'pending' ? migrations : migrations.toReversed();
    nodes.push({ kind: 'group', id: `${root} ${group}`, group, migrations: ordered, state: known });
  }
  return nodes;
}

/** The migrations of a group, as many pages as were asked for. */
export function nodesOfGroup(
  { id, migrations, state }: MigrationNode & { kind: 'group' },
  pages: number,
): MigrationNode[] {
  const shown = migrations.slice(0, pages * pageSize);
  const nodes = shown.map((migration): MigrationNode => ({
    kind: 'migration',
    // A name can stand in two groups' worth of states, one after the other.
    id: `${state.root} ${migration.name}`,
    migration,
    state,
  }));
  const left = migrations.length - shown.length;
  return left > 0 ? [...nodes, { kind: 'more', id: `${id} more`, group: id, left }] : nodes;
}
