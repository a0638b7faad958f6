import { sha256 } from '../../../adapters/files/sha256';
import { nameOf } from '../../../core/command-target';
import { checkDrift as compareFiles, hasDrift, type DriftReport } from '../../../workflows/check-drift';
import { hasSchemaDrift } from '../../../workflows/schema-drift';
import { pageOf, type CliContext } from '../../context';
import { askEachDatabase, type EachDatabaseArgs, type WithTarget } from '../../databases';
import type { ColorOption, JsonOption } from '../../options';
import { tellUnread } from '../../projects';
import { schemaDriftOf, type WithSchemaDrift } from '../../schema-drift';
import { driftJson } from './json';
import { driftPretty } from './pretty';

export interface CheckDriftArgs extends EachDatabaseArgs, JsonOption, ColorOption {
  /** Unchanged migrations, too. */
  readonly all?: boolean;
  /** Compare the schema with what the migrations make, too. */
  readonly schema?: boolean;
}

/**
 * Says for each project which applied migrations no longer are what was applied.
 *
 * @returns 2 where a file could not be read, or the history not be replayed; 1 where one differs or is missing; else 0
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function checkDrift(args: CheckDriftArgs, context: CliContext): Promise<0 | 1 | 2> {
  const { all = false, color } = args;
  const { projects, reports } = await askEachDatabase(
    { ...args, prisma8: 'check-drift' },
    context,
    async ({ source, only }, database, asking): Promise<WithTarget<WithSchemaDrift<DriftReport>>> => {
      const { target } = asking;
      const name = nameOf(target);
      const report = { ...(await compareFiles(source, name, database, { sha256, only })), target };
      if (!args.schema) return report;
      return { ...report, schema: await schemaDriftOf(source, database, report, asking) };
    },
  );
  context.stdout.write(
    args.json ? driftJson(reports, context.cwd) : driftPretty(reports, { ...pageOf(context, color), all }),
  );
  if (tellUnread(projects, context) || reports.some(({ schema }) => schema?.failure)) return 2;
  return reports.some((report) => hasDrift(report) || (report.schema && hasSchemaDrift(report.schema)))
    ? 1
    : 0;
}
