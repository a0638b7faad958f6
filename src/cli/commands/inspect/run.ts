import { sha256 } from '../../../adapters/files/sha256';
import { nameOf } from '../../../core/command-target';
import { loadGrammar } from '../../../core/sql/grammar';
import { inspect as readInspection } from '../../../workflows/inspect';
import { openEachOnce } from '../../../workflows/replayed-project';
import { pageOf, type CliContext } from '../../context';
import { askEachDatabase, type EachDatabaseArgs } from '../../databases';
import type { ColorOption, JsonOption } from '../../options';
import { tellCuts } from '../../projects';
import { inspectJson } from './json';
import { inspectPretty } from './pretty';

export interface InspectArgs extends EachDatabaseArgs, JsonOption, ColorOption {
  /** The name of one table; the name may include its schema. */
  readonly table?: string;
  /** Nothing but indexes, with their definitions. */
  readonly indexes?: boolean;
}

/**
 * Says what is in the database of each project.
 *
 * @throws HumanError where there is no project or no such table, or a database gives no answer
 */
export async function inspect(args: InspectArgs, context: CliContext): Promise<0> {
  const { indexes = false, color } = args;
  const replayed = openEachOnce(loadGrammar);
  const { projects, reports } = await askEachDatabase(
    { ...args, prisma8: true },
    context,
    async ({ source, findCode }, database, { target }) => ({
      ...(await readInspection(replayed(source), nameOf(target), database, {
        ...{ table: args.table, sha256, findCode },
      })),
      target,
    }),
  );
  context.stdout.write(
    args.json
      ? inspectJson(reports, context.cwd, indexes)
      : inspectPretty(reports, { ...pageOf(context, color), onlyIndexes: indexes }),
  );
  for (const { source } of projects) tellCuts(await replayed(source), context);
  return 0;
}
