import { indexNeedsAttention } from '../../core/protection/live-state';
import { needsAttention } from '../../core/status/migration-status';
import type { DatabaseReader } from '../../workflows/database';
import type { LintSource } from '../../workflows/lint-source';
import { hasSchemaDrift } from '../../workflows/schema-drift';
import type { StatusReport } from '../../workflows/status';
import { statusJson } from '../reporters/status-json';
import { statusPretty } from '../reporters/status-pretty';
import { askEachDatabase, tellUnread, type DatabaseArgs, type DatabaseDeps } from './each-database';
import type { ConnectedSnapshot, FindSchemaDrift, WithSchemaDrift } from './schema-drift-deps';

export interface StatusArgs extends DatabaseArgs {
  readonly json: boolean;
  /** Every migration a line, also those that are simply applied. */
  readonly all: boolean;
  /** Compare the schema with what the migrations make, too. */
  readonly schema: boolean;
}

/** A database that was found and can be asked; nothing is connected before the first question. */
export interface Connected extends DatabaseReader {
  readonly close: () => Promise<void>;
}

export interface StatusDeps extends DatabaseDeps<ConnectedSnapshot> {
  readonly findSchemaDrift: FindSchemaDrift;
  readonly readStatus: (
    source: LintSource,
    environment: string,
    database: DatabaseReader,
  ) => Promise<StatusReport>;
}

/**
 * Says how each project stands in its database.
 *
 * @returns 2 where a file could not be read, or the history not be replayed; 1 where anything needs attention; else 0
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function runStatus(args: StatusArgs, deps: StatusDeps): Promise<0 | 1 | 2> {
  const { projects, reports, page } = await askEachDatabase(
    args,
    deps,
    async ({ source }, database, hooks): Promise<WithSchemaDrift<StatusReport>> => {
      const report = await deps.readStatus(source, args.env, database);
      if (!args.schema) return report;
      return { ...report, schema: await deps.findSchemaDrift(source, database, undefined, hooks) };
    },
  );
  deps.stdout.write(
    args.json ? statusJson(reports, deps.cwd) : statusPretty(reports, { ...page, all: args.all }),
  );
  if (tellUnread(projects, deps) || reports.some(({ schema }) => schema?.failure)) return 2;
  return reports.some(hasTrouble) ? 1 : 0;
}

function hasTrouble({ migrations, protectedIndexes, schema }: WithSchemaDrift<StatusReport>): boolean {
  return (
    migrations.some(needsAttention) ||
    protectedIndexes.some(indexNeedsAttention) ||
    (schema !== undefined && hasSchemaDrift(schema))
  );
}
