import { needsAttention, type MigrationStatus } from '../../core/status/migration-status';
import type { ProtectedIndexStatus } from '../../core/protection/live-state';
import type { SchemaDrift } from '../../workflows/schema-drift';
import type { StatusReport } from '../../workflows/status';
import { pathFrom } from './places';
import { safeJson } from './printable';
import { schemaDriftJson } from './schema-drift-json';

/** The reports as JSON; docs/json-output.md promises this shape. What is left out of `version: 1` may be added to it. */
export function statusJson(
  reports: readonly (StatusReport & { readonly schema?: SchemaDrift })[],
  cwd: string,
): string {
  return safeJson({
    version: 1,
    projects: reports.map((report) => ({
      root: pathFrom(cwd, report.root),
      environment: report.environment,
      place: report.place,
      hasMigrationsTable: report.hasTable,
      migrations: report.migrations.map((status) => migration(status, cwd)),
      protectedIndexes: report.protectedIndexes.map(protectedIndexJson),
      ...(report.schema && { schema: schemaDriftJson(report.schema) }),
    })),
  });
}

function migration(status: MigrationStatus, cwd: string) {
  const { name, state, file, row, attempts, outOfOrder, uncommitted } = status;
  return {
    name,
    state,
    needsAttention: needsAttention(status),
    file: file === undefined ? null : pathFrom(cwd, file),
    startedAt: row?.startedAt ?? null,
    finishedAt: row?.finishedAt ?? null,
    rolledBackAt: row?.rolledBackAt ?? null,
    checksum: row?.checksum ?? null,
    logs: row?.logs ?? null,
    attempts,
    outOfOrder,
    uncommitted,
    where: status.where ?? null,
  };
}

/** A protected index and its state. */
export function protectedIndexJson({ index, state, live, differences }: ProtectedIndexStatus) {
  return {
    schema: index.schema ?? live?.schema ?? null,
    name: index.name,
    table: index.table ?? live?.table ?? null,
    state,
    differences,
    listed: index.entry !== undefined,
    madeIn: index.record?.origin.migration ?? null,
    definition: live?.definition ?? null,
    createStatement: index.createStatement ?? null,
  };
}
