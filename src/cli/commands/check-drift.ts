import { hasDrift, type DriftReport } from '../../workflows/check-drift';
import type { DatabaseReader } from '../../workflows/database';
import type { LintSource } from '../../workflows/lint-source';
import { hasSchemaDrift } from '../../workflows/schema-drift';
import { driftJson } from '../reporters/drift-json';
import { driftPretty } from '../reporters/drift-pretty';
import { askEachDatabase, tellUnread, type DatabaseDeps } from './each-database';
import type { ConnectedSnapshot, FindSchemaDrift, WithSchemaDrift } from './schema-drift-deps';
import type { StatusArgs } from './status';

/** As those of status; `all` shows unchanged migrations too. */
export type CheckDriftArgs = StatusArgs;

export interface CheckDriftDeps extends DatabaseDeps<ConnectedSnapshot> {
  /** Compares the schema with what the migrations make. */
  readonly findSchemaDrift: FindSchemaDrift;
  readonly checkDrift: (
    source: LintSource,
    environment: string,
    database: DatabaseReader,
    only: ReadonlySet<string> | undefined,
  ) => Promise<DriftReport>;
}

/**
 * Says for each project which applied migrations no longer are what was applied.
 *
 * @returns 2 where a file could not be read, or the history not be replayed; 1 where one differs or is missing; else 0
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function runCheckDrift(args: CheckDriftArgs, deps: CheckDriftDeps): Promise<0 | 1 | 2> {
  const { cwd, stdout } = deps;
  const { projects, reports, page } = await askEachDatabase(
    args,
    deps,
    async ({ source, only }, database, hooks): Promise<WithSchemaDrift<DriftReport>> => {
      const report = await deps.checkDrift(source, args.env, database, only);
      if (!args.schema) return report;
      return { ...report, schema: await deps.findSchemaDrift(source, database, report, hooks) };
    },
  );
  stdout.write(args.json ? driftJson(reports, cwd) : driftPretty(reports, { ...page, all: args.all }));
  if (tellUnread(projects, deps) || reports.some(({ schema }) => schema?.failure)) return 2;
  return reports.some((report) => hasDrift(report) || (report.schema && hasSchemaDrift(report.schema)))
    ? 1
    : 0;
}
