/**
 * A time in ISO 8601, in UTC and with milliseconds: `2026-01-21T12:00:00.000Z`. One that JavaScript has no date for stands
 * as PostgreSQL writes it: `infinity`, `294277-01-01T00:00:00`, `0044-03-15T00:00:00 BC`.
 */
export type RowTime = string;

/** @param text in UTC, as PostgreSQL's to_json writes a timestamp */
export function rowTime(text: string): RowTime {
  const date = new Date(`${text}Z`);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** One row of `_prisma_migrations`. The name is not unique: a retry after a rollback adds another row. */
export interface MigrationRow {
  readonly id: string;
  readonly name: string;
  /** As it stands in the row; old ones may lack zeros (see acceptsChecksum). */
  readonly checksum: string;
  readonly startedAt: RowTime;
  /** Undefined where it has not come to its end. */
  readonly finishedAt: RowTime | undefined;
  readonly rolledBackAt: RowTime | undefined;
  /** What the server said of a failure. */
  readonly logs: string | undefined;
  readonly appliedSteps: number;
}

/** Whether it ran to its end, or was said to have by `migrate resolve --applied`. */
export function isApplied({ finishedAt, rolledBackAt }: MigrationRow): boolean {
  return finishedAt !== undefined && rolledBackAt === undefined;
}

/** Whether it broke off and nobody has resolved it: no migration runs until somebody does. */
export function isFailed({ finishedAt, rolledBackAt }: MigrationRow): boolean {
  return finishedAt === undefined && rolledBackAt === undefined;
}

/** Whether `migrate resolve --applied` wrote it, so that its SQL may never have run here. */
export function isMarkedByHand(row: MigrationRow): boolean {
  return isApplied(row) && row.appliedSteps === 0 && row.finishedAt === row.startedAt;
}
