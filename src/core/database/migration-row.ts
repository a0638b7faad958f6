/** One row of `_prisma_migrations`. The name is not unique: a retry after a rollback adds another row. */
export interface MigrationRow {
  readonly id: string;
  readonly name: string;
  /** As it stands in the row; old ones may lack zeros (see acceptsChecksum). */
  readonly checksum: string;
  readonly startedAt: Date;
  /** Undefined where it has not come to its end. */
  readonly finishedAt: Date | undefined;
  readonly rolledBackAt: Date | undefined;
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
  return isApplied(row) && row.appliedSteps === 0 && row.finishedAt?.getTime() === row.startedAt.getTime();
}
