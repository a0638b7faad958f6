import type { RestoreJson } from '../../../core/reports/restore';
import type { ObjectPlan, Refusal, RestorePlan } from '../../../core/restore/plan';
import type { NewMigrations, RestoreReport } from '../../../workflows/restore-plan';
import { pathFrom } from '../../output/positions';
import { safeJson } from '../../output/printable';

/** The report as JSON; docs/restore.md promises this shape. What is left out of `version: 1` may be added to it. */
export function restoreJson(report: RestoreReport, written: NewMigrations | undefined, cwd: string): string {
  const { root, environment, location, plans, objects, refused, present, pending } = report;
  const json: RestoreJson = {
    version: 1,
    root: pathFrom(cwd, root),
    environment,
    place: location,
    present,
    pending,
    restored: plans.map(restored),
    objects: objects.map(restoredObject),
    refused: [...refused, ...(written?.refused ?? [])].map(({ name, state, reason }: Refusal) => ({
      name,
      state,
      reason,
    })),
    migrations: (written?.migrations ?? []).map(({ name, file, text }) => ({
      name,
      file: pathFrom(cwd, file),
      text,
      written: written?.areBad === false,
    })),
    findings: (written?.findings ?? []).map(({ rule, severity, message }) => ({ rule, severity, message })),
  };
  return safeJson(json);
}

function restored({
  kind,
  index,
  table,
  statements,
  locks,
  notes,
}: RestorePlan): RestoreJson['restored'][number] {
  return {
    kind,
    name: index.name,
    schema: table.schema,
    table: table.name,
    estimatedRows: table.estimatedRows ?? null,
    bytes: table.bytes,
    statements: statements.map(({ sql, isConcurrent }) => ({ sql, alone: isConcurrent })),
    locks,
    notes,
  };
}

function restoredObject({
  object: { kind, name, schema },
  was,
  table,
  statements,
  validation,
  locks,
  notes,
}: ObjectPlan): RestoreJson['objects'][number] {
  return {
    ...{ kind, name, schema: table?.schema ?? schema ?? null, table: table?.name ?? null, was },
    statements: [
      ...statements.map((sql) => ({ sql, alone: false })),
      ...(validation === undefined ? [] : [{ sql: validation, alone: true }]),
    ],
    ...{ locks, notes },
  };
}
