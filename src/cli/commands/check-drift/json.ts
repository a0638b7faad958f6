import type { CheckDriftJson, DriftedJson } from '../../../core/reports/check-drift';
import type { StatementChange } from '../../../core/drift/statement-diff';
import type { AppliedText } from '../../../workflows/applied-texts';
import type { DriftedMigration, DriftReport } from '../../../workflows/check-drift';
import type { SchemaDrift } from '../../../workflows/schema-drift';
import { pathFrom } from '../../output/positions';
import { safeJson } from '../../output/printable';
import { schemaDriftJson } from '../../../workflows/schema-drift-json';

/** The reports as JSON; docs/drift.md promises this shape. What is left out of `version: 1` may be added to it. */
export function driftJson(
  reports: readonly (DriftReport & { readonly schema?: SchemaDrift })[],
  cwd: string,
): string {
  const json: CheckDriftJson = {
    version: 1,
    projects: reports.map((report) => ({
      root: pathFrom(cwd, report.root),
      ...(report.migrationsFolder === undefined
        ? {}
        : { migrationsFolder: pathFrom(cwd, report.migrationsFolder) }),
      environment: report.environment,
      place: report.location,
      hasMigrationsTable: report.hasTable,
      unchanged: report.unchanged,
      drifted: report.drifted.map((drifted) => migration(drifted, cwd)),
      missing: report.missing.map(({ name, row, where }) => ({
        name,
        checksum: row.checksum,
        where: where ?? null,
      })),
      squashed: report.squashed.map(({ name, row, where, unmarked }) => ({
        name,
        checksum: row.checksum,
        where: where ?? null,
        unmarked,
      })),
      ...(report.schema && { schema: schemaDriftJson(report.schema) }),
    })),
  };
  return safeJson(json);
}

function migration({ name, file, row, checksum, verdict }: DriftedMigration, cwd: string): DriftedJson {
  return {
    name,
    file: pathFrom(cwd, file),
    verdict: verdict.kind,
    rowId: row.id,
    appliedChecksum: row.checksum,
    fileChecksum: checksum,
    appliedText: verdict.kind === 'unproved' ? null : origin(verdict.applied),
    changes: verdict.kind === 'changed' ? verdict.changes.map(change) : [],
  };
}

function origin(applied: AppliedText): DriftedJson['appliedText'] {
  if (applied.from === 'undoing') return { from: 'undoing', edits: applied.edits };
  const { kind, path, commit, ref } = applied.location;
  return { from: kind, path, commit: commit ?? null, ref: ref ?? null };
}

function change({ kind, before, now }: StatementChange): DriftedJson['changes'][number] {
  return { kind, before: before ?? null, now: now ?? null };
}
