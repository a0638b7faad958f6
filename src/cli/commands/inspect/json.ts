import type { InspectedIndexJson, InspectedPartsJson, InspectJson } from '../../../core/reports/inspect';
import type { InspectedIndex, InspectReport } from '../../../workflows/inspect';
import { plainObject } from '../../../workflows/plain-status';
import { outcomeOf } from './labels';
import { pathFrom } from '../../output/positions';
import { safeJson } from '../../output/printable';

/** The reports as JSON; docs/inspect.md promises this shape. What is left out of `version: 1` may be added to it. */
export function inspectJson(reports: readonly InspectReport[], cwd: string, onlyIndexes: boolean): string {
  const json: InspectJson = {
    version: 1,
    projects: reports.map((report) => ({
      root: pathFrom(cwd, report.root),
      ...(report.migrationsFolder === undefined
        ? {}
        : { migrationsFolder: pathFrom(cwd, report.migrationsFolder) }),
      environment: report.environment,
      place: report.location,
      ...(onlyIndexes ? {} : partsOf(report)),
      indexes: report.indexes.map((index) => indexJson(index, cwd)),
      missing: report.missing.map(({ index }) => ({
        schema: index.schema ?? null,
        name: index.name,
        table: index.table ?? null,
      })),
      ...(onlyIndexes
        ? {}
        : { objects: report.objects.map((status) => plainObject(status, (file) => pathFrom(cwd, file))) }),
    })),
  };
  return safeJson(json);
}

function partsOf({ tables, extensions, lastMigrations, parts }: InspectReport): InspectedPartsJson {
  return {
    tables: tables.map(({ estimatedRows, ...table }) => ({
      ...table,
      estimatedRows: estimatedRows ?? null,
      ...(parts && {
        columns: parts.columns.map((column) => ({
          ...column,
          default: column.default ?? null,
          generated: column.generated ?? null,
        })),
        constraints: parts.constraints,
      }),
    })),
    extensions,
    hasMigrationsTable: lastMigrations !== undefined,
    lastMigrations: (lastMigrations ?? []).map((row) => ({
      name: row.name,
      outcome: outcomeOf(row),
      startedAt: row.startedAt,
      finishedAt: row.finishedAt ?? null,
    })),
  };
}

function indexJson(
  { index, definition, protection, vector, searches }: InspectedIndex,
  cwd: string,
): InspectedIndexJson {
  return {
    schema: index.schema,
    table: index.table,
    name: index.name,
    method: definition?.method ?? null,
    unique: definition?.unique ?? null,
    partial: definition === undefined ? null : definition.predicate !== undefined,
    bytes: index.bytes,
    scans: index.scans,
    valid: index.isValid,
    ofConstraint: index.isOfConstraint,
    definition: index.definition,
    protected: protection?.state ?? null,
    vector:
      vector === undefined
        ? null
        : {
            ...vector,
            operator: vector.operator ?? null,
            searches: searches.map(({ file, line, served }) => ({ file: pathFrom(cwd, file), line, served })),
          },
  };
}
