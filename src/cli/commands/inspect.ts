import type { CatalogueReader } from '../../workflows/database';
import type { InspectReport } from '../../workflows/inspect';
import type { LintSource } from '../../workflows/lint-source';
import { inspectJson } from '../reporters/inspect-json';
import { inspectPretty } from '../reporters/inspect-pretty';
import { askEachDatabase, type DatabaseArgs, type DatabaseDeps } from './each-database';
import type { ConnectedCatalogue } from './restore';

export interface InspectArgs extends DatabaseArgs {
  /** The name of one table, maybe with its schema. */
  readonly table: string | undefined;
  /** Nothing but indexes, with their definitions. */
  readonly indexes: boolean;
  readonly json: boolean;
}

export interface InspectDeps extends DatabaseDeps<ConnectedCatalogue> {
  readonly inspect: (
    source: LintSource,
    environment: string,
    database: CatalogueReader,
    table: string | undefined,
  ) => Promise<InspectReport>;
}

/**
 * Says what is in the database of each project.
 *
 * @throws HumanError where there is no project or no such table, or a database gives no answer
 */
export async function runInspect(args: InspectArgs, deps: InspectDeps): Promise<0> {
  const { reports, page } = await askEachDatabase(args, deps, ({ source }, database) =>
    deps.inspect(source, args.env, database, args.table),
  );
  deps.stdout.write(
    args.json
      ? inspectJson(reports, deps.cwd, args.indexes)
      : inspectPretty(reports, { ...page, onlyIndexes: args.indexes }),
  );
  return 0;
}
