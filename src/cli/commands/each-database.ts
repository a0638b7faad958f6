import { HumanError } from '../../core/human-error';
import type { LintSource } from '../../workflows/lint-source';
import { progressOn } from '../progress';
import { pathFrom } from '../reporters/places';
import { printable } from '../reporters/printable';
import { usesColor, widthOf, type Environment as Variables, type Output } from '../terminal';
import type { OpenedProject } from './lint';
import { noticeOn, type ReplayHooks } from './replay-project';

/** What a command needs that asks the database of each project. */
export interface DatabaseDeps<Database> {
  readonly openProjects: (paths: readonly string[]) => Promise<readonly OpenedProject[]>;
  /** Finds the database; nothing is connected yet. @throws HumanError where the environment has no database URL */
  readonly connect: (source: LintSource, environment: string) => Promise<Database>;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** What such a command is told. */
export interface DatabaseArgs {
  readonly paths: readonly string[];
  /** The environment's name. */
  readonly env: string;
  readonly color: boolean | undefined;
}

/** What was asked for, a report for each project, and the terminal's page to show it on. */
export interface Asked<Report> {
  readonly projects: readonly OpenedProject[];
  readonly reports: readonly Report[];
  readonly page: { readonly cwd: string; readonly width: number; readonly color: boolean };
}

/**
 * Asks the database of each project, one after the other, and closes it again.
 *
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function askEachDatabase<Database extends { close: () => Promise<void> }, Report>(
  args: DatabaseArgs,
  deps: DatabaseDeps<Database>,
  ask: (project: OpenedProject, database: Database, hooks: ReplayHooks) => Promise<Report>,
): Promise<Asked<Report>> {
  const { stdout, stderr, env, cwd } = deps;
  const progress = progressOn(stderr, env);
  const hooks = { progress, notice: noticeOn(stderr, progress) };
  try {
    progress.say('Looking for Prisma projects…');
    const projects = await deps.openProjects(args.paths);
    if (projects.length === 0) {
      throw new HumanError('No Prisma project was found here. Give the path of one.');
    }
    const reports: Report[] = [];
    for (const project of projects) {
      progress.say(`Asking the database of ${args.env}…`);
      const database = await deps.connect(project.source, args.env);
      try {
        reports.push(await ask(project, database, hooks));
      } finally {
        await database.close();
      }
    }
    return {
      projects,
      reports,
      page: { cwd, width: widthOf(stdout, env), color: usesColor(args.color, env, stdout) },
    };
  } finally {
    progress.clear();
  }
}

/** Says which files of the projects could not be read, so that the result is not the whole one. Whether there are any. */
export function tellUnread(
  projects: readonly OpenedProject[],
  { cwd, stderr }: { cwd: string; stderr: Output },
): boolean {
  const unread = projects.flatMap(({ source }) => source.unread ?? []);
  for (const { file, reason } of unread) {
    stderr.write(`migration-guard: ${printable(`${pathFrom(cwd, file)} could not be read: ${reason}`)}.\n`);
  }
  return unread.length > 0;
}
