import { plainStatus } from '../../../workflows/plain-status';
import type { SchemaDrift } from '../../../workflows/schema-drift';
import type { StatusReport } from '../../../workflows/status';
import { pathFrom } from '../../output/positions';
import { safeJson } from '../../output/printable';
import { schemaDriftJson } from '../../output/schema-drift/json';

/** The reports as JSON; docs/status.md promises this shape. What is left out of `version: 1` may be added to it. */
export function statusJson(
  reports: readonly (StatusReport & { readonly schema?: SchemaDrift })[],
  cwd: string,
): string {
  return safeJson({
    version: 1,
    projects: reports.map((report) => ({
      ...plainStatus(report, (file) => pathFrom(cwd, file)),
      ...(report.migrationsFolder === undefined
        ? {}
        : { migrationsFolder: pathFrom(cwd, report.migrationsFolder) }),
      ...(report.schema && { schema: schemaDriftJson(report.schema) }),
    })),
  });
}
