import { isApplied, type MigrationRow, type RowTime } from '../core/database/migration-row';
import type { BringingCommit } from './migration-archive';
import type { ReplayedProject } from './replayed-project';

/** The migration that took an index away. */
export interface DroppedBy {
  readonly migration: string;
  /** The commit that brought it in; undefined where git does not know. */
  readonly commit: BringingCommit | undefined;
  /** When the database applied it; undefined where it has not. */
  readonly appliedAt: RowTime | undefined;
}

/** The last migration that takes an index away; undefined where none does. */
export async function droppedBy(
  { source: { migrations, archive }, replayed }: ReplayedProject,
  { schema, name }: { readonly schema: string | undefined; readonly name: string },
  rows: readonly MigrationRow[] | undefined,
): Promise<DroppedBy | undefined> {
  const position = migrations.findLastIndex((_, at) =>
    replayed
      .eventsAt(at)
      .some(
        (event) =>
          (event.kind === 'dropped' || event.kind === 'cascaded') &&
          event.index.name === name &&
          (schema === undefined || event.index.schema === schema),
      ),
  );
  const migration = migrations[position]?.name;
  if (migration === undefined) return undefined;
  return {
    migration,
    commit: await archive?.broughtIn(migration),
    appliedAt: rows?.findLast((row) => row.name === migration && isApplied(row))?.finishedAt,
  };
}
