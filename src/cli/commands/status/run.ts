import { sha256 } from '../../../adapters/files/sha256';
import { nameOf } from '../../../core/command-target';
import type { StatusJson } from '../../../core/reports/status';
import { loadGrammar } from '../../../core/sql/grammar';
import { openEachOnce } from '../../../workflows/replayed-project';
import { unreadDefinitions } from '../../../workflows/status';
import { readAnyStatus } from '../../../workflows/status-prisma8';
import { statusGaps, statusJson, type WholeStatus } from '../../../workflows/status-json';
import { complain, pageOf, type CliContext } from '../../context';
import { askEachDatabase, type EachDatabaseArgs, type WithTarget } from '../../databases';
import type { ColorOption, JsonOption } from '../../options';
import { tellCuts, tellUnread } from '../../projects';
import { pathFrom } from '../../output/positions';
import { safeJson } from '../../output/printable';
import { schemaDriftOf } from '../../schema-drift';
import { countOf, usualFailOn, type FailOn } from './fail-on';
import { remarks, remedies } from './messages';
import { statusPretty } from './pretty';

export interface StatusArgs extends EachDatabaseArgs, JsonOption, ColorOption {
  /** Every migration a line, also those that are simply applied. */
  readonly all?: boolean;
  /** What makes it exit 1. */
  readonly failOn?: FailOn;
  /** Compare the schema with what the migrations make, too. */
  readonly schema?: boolean;
}

/**
 * Says how each project stands in its database.
 *
 * @returns 2 where a file or an index could not be read, or the history not be replayed; 1 where something is as --fail-on
 * says; else 0
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function status(args: StatusArgs, context: CliContext): Promise<0 | 1 | 2> {
  const { all = false, color, failOn = usualFailOn } = args;
  const replayed = openEachOnce(loadGrammar);
  const { projects, reports } = await askEachDatabase(
    { ...args, prisma8: true },
    context,
    async ({ source }, database, asking): Promise<WithTarget<WholeStatus>> => {
      const { target } = asking;
      const name = nameOf(target);
      const status = await readAnyStatus(source, replayed(source), name, database, sha256);
      const report = { ...status, ...statusGaps(status, source, await replayed(source)), target };
      if (!args.schema) return report;
      return { ...report, schema: await schemaDriftOf(source, database, undefined, asking) };
    },
  );
  context.stdout.write(
    args.json
      ? safeJson(
          withRemarks(
            statusJson(reports, (file) => pathFrom(context.cwd, file)),
            reports,
          ),
        )
      : statusPretty(reports, { ...pageOf(context, color), all, failOn }),
  );
  const unread = reports.flatMap(unreadDefinitions);
  for (const sentence of unread) complain(context, sentence);
  for (const { source } of projects) tellCuts(await replayed(source), context);
  if (tellUnread(projects, context) || unread.length > 0) return 2;
  if (reports.some(({ schema }) => schema?.failure)) return 2;
  return reports.some((report) => countOf(report, failOn) > 0) ? 1 : 0;
}

/** With what a person reads of each migration, and the commands in it. */
function withRemarks(json: StatusJson, reports: readonly WithTarget<WholeStatus>[]): StatusJson {
  return {
    ...json,
    projects: json.projects.map((project, at) => ({
      ...project,
      migrations: project.migrations.map((migration, position) => {
        const report = reports[at];
        const status = report?.migrations[position];
        if (!report || !status) return migration;
        const { target, prisma8 } = report;
        return {
          ...migration,
          remarks: remarks(status, target, prisma8),
          remedies: remedies(status, target),
        };
      }),
    })),
  };
}
