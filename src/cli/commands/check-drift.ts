import { HumanError } from '../../core/human-error';
import { hasDrift, type DriftReport } from '../../workflows/check-drift';
import type { DatabaseReader } from '../../workflows/database';
import type { LintSource } from '../../workflows/lint-source';
import { progressOn } from '../progress';
import { driftJson } from '../reporters/drift-json';
import { driftPretty } from '../reporters/drift-pretty';
import { pathFrom } from '../reporters/places';
import { printable } from '../reporters/printable';
import { usesColor, widthOf, type Environment as Variables, type Output } from '../terminal';
import type { OpenedProject } from './lint';
import type { Connected, StatusArgs } from './status';

/** As those of status; `all` shows unchanged migrations too. */
export type CheckDriftArgs = StatusArgs;

export interface CheckDriftDeps {
  readonly openProjects: (paths: readonly string[]) => Promise<readonly OpenedProject[]>;
  /** @throws HumanError where the environment has no database URL */
  readonly connect: (source: LintSource, environment: string) => Promise<Connected>;
  readonly checkDrift: (
    source: LintSource,
    environment: string,
    database: DatabaseReader,
    only: ReadonlySet<string> | undefined,
  ) => Promise<DriftReport>;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * Says for each project which applied migrations no longer are what was applied.
 *
 * @returns 2 where a file could not be read; 1 where one differs or is missing; else 0
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function runCheckDrift(args: CheckDriftArgs, deps: CheckDriftDeps): Promise<0 | 1 | 2> {
  const { stdout, stderr, env, cwd } = deps;
  const progress = progressOn(stderr, env);
  try {
    progress.say('Looking for Prisma projects…');
    const projects = await deps.openProjects(args.paths);
    if (projects.length === 0)
      throw new HumanError('No Prisma project was found here. Give the path of one.');
    const reports: DriftReport[] = [];
    for (const { source, only } of projects) {
      progress.say(`Asking the database of ${args.env}…`);
      const database = await deps.connect(source, args.env);
      try {
        reports.push(await deps.checkDrift(source, args.env, database, only));
      } finally {
        await database.close();
      }
    }
    progress.clear();
    const page = {
      ...{ cwd, width: widthOf(stdout, env), all: args.all },
      color: usesColor(args.color, env, stdout),
    };
    stdout.write(args.json ? driftJson(reports, cwd) : driftPretty(reports, page));
    const unread = projects.flatMap(({ source }) => source.unread ?? []);
    for (const { file, reason } of unread) {
      stderr.write(`migration-guard: ${printable(`${pathFrom(cwd, file)} could not be read: ${reason}`)}.\n`);
    }
    if (unread.length > 0) return 2;
    return reports.some(hasDrift) ? 1 : 0;
  } finally {
    progress.clear();
  }
}
