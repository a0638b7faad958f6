import type { CatalogueReader } from '../../workflows/database';
import type { InspectReport } from '../../workflows/inspect';
import type { LintSource } from '../../workflows/lint-source';
import { HumanError } from '../../core/human-error';
import { progressOn } from '../progress';
import { inspectJson } from '../reporters/inspect-json';
import { inspectPretty } from '../reporters/inspect-pretty';
import { usesColor, widthOf, type Environment as Variables, type Output } from '../terminal';
import type { OpenedProject } from './lint';
import type { ConnectedCatalogue } from './restore';

export interface InspectArgs {
  readonly paths: readonly string[];
  /** The environment's name. */
  readonly env: string;
  /** The name of one table, maybe with its schema. */
  readonly table: string | undefined;
  /** Nothing but indexes, with their definitions. */
  readonly indexes: boolean;
  readonly json: boolean;
  readonly color: boolean | undefined;
}

export interface InspectDeps {
  readonly openProjects: (paths: readonly string[]) => Promise<readonly OpenedProject[]>;
  /** @throws HumanError where the environment has no database URL */
  readonly connect: (source: LintSource, environment: string) => Promise<ConnectedCatalogue>;
  readonly inspect: (
    source: LintSource,
    environment: string,
    database: CatalogueReader,
    table: string | undefined,
  ) => Promise<InspectReport>;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * Says what is in the database of each project.
 *
 * @throws HumanError where there is no project or no such table, or a database gives no answer
 */
export async function runInspect(args: InspectArgs, deps: InspectDeps): Promise<0> {
  const { stdout, stderr, env, cwd } = deps;
  const progress = progressOn(stderr, env);
  try {
    progress.say('Looking for Prisma projects…');
    const projects = await deps.openProjects(args.paths);
    if (projects.length === 0)
      throw new HumanError('No Prisma project was found here. Give the path of one.');
    const reports: InspectReport[] = [];
    for (const { source } of projects) {
      progress.say(`Asking the database of ${args.env}…`);
      const database = await deps.connect(source, args.env);
      try {
        reports.push(await deps.inspect(source, args.env, database, args.table));
      } finally {
        await database.close();
      }
    }
    progress.clear();
    const color = usesColor(args.color, env, stdout);
    const page = { cwd, width: widthOf(stdout, env), color, onlyIndexes: args.indexes };
    stdout.write(args.json ? inspectJson(reports, cwd, args.indexes) : inspectPretty(reports, page));
    return 0;
  } finally {
    progress.clear();
  }
}
