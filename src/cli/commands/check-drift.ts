import { hasDrift, type DriftReport } from '../../workflows/check-drift';
import type { DatabaseReader } from '../../workflows/database';
import type { LintSource } from '../../workflows/lint-source';
import { driftJson } from '../reporters/drift-json';
import { driftPretty } from '../reporters/drift-pretty';
import { askEachDatabase, tellUnread, type DatabaseDeps } from './each-database';
import type { Connected, StatusArgs } from './status';

/** As those of status; `all` shows unchanged migrations too. */
export type CheckDriftArgs = StatusArgs;

export interface CheckDriftDeps extends DatabaseDeps<Connected> {
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
 * @returns 2 where a file could not be read; 1 where one differs or is missing; else 0
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function runCheckDrift(args: CheckDriftArgs, deps: CheckDriftDeps): Promise<0 | 1 | 2> {
  const { cwd, stdout } = deps;
  const { projects, reports, page } = await askEachDatabase(args, deps, ({ source, only }, database) =>
    deps.checkDrift(source, args.env, database, only),
  );
  stdout.write(args.json ? driftJson(reports, cwd) : driftPretty(reports, { ...page, all: args.all }));
  if (tellUnread(projects, deps)) return 2;
  return reports.some(hasDrift) ? 1 : 0;
}
