import { askDatabase } from '../adapters/ask-database';
import type { OpenDatabase } from '../adapters/database/open-database';
import { findProjects } from '../adapters/project/find-projects';
import { withDatabases } from '../adapters/project/projects-with-database';
import { noProjectHere } from '../adapters/project/no-project';
import { namesLabel, namesOf } from '../adapters/project/only-project';
import { openProjects, type OpenedProject, type OpenOptions } from '../adapters/open-projects';
import { nameOf, type CommandTarget } from '../core/command-target';
import type { CliContext } from './context';
import { commandTarget, nameOfProject } from './command-target';
import type { DatabaseOption } from './options';
import { progressOn } from './progress';
import { noticeOn, type ReplayHooks } from './projects';

/** The options of such a command. */
export interface EachDatabaseArgs extends DatabaseOption {
  readonly paths: readonly string[];
}

/** What goes with a question. */
export interface Asking extends ReplayHooks {
  /** For the commands that are printed. */
  readonly target: CommandTarget;
}

/** A report, with what the commands are to act on that are printed with it. */
export type WithTarget<Report> = Report & { readonly target: CommandTarget };

/** A report for each project. */
export interface Asked<Report> {
  readonly projects: readonly OpenedProject[];
  readonly reports: readonly Report[];
}

/**
 * Asks the database of each project, one after the other, and closes it again.
 *
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function askEachDatabase<Report>(
  args: EachDatabaseArgs & Pick<OpenOptions, 'prisma8'>,
  context: CliContext,
  ask: (project: OpenedProject, database: OpenDatabase, asking: Asking) => Promise<Report>,
): Promise<Asked<Report>> {
  const { stderr, env, cwd } = context;
  const progress = progressOn(stderr, env);
  const hooks = { progress, notice: noticeOn(stderr, progress) };
  try {
    progress.say('Looking for Prisma projects…');
    const projects = await openProjects(args.paths, { cwd, which: 'with-database', prisma8: args.prisma8 });
    if (projects.length === 0) throw noProjectHere();
    await tellOthers(args.paths, projects, cwd, hooks);
    const reports: Report[] = [];
    for (const project of projects) {
      const [path] = args.paths;
      const given = projects.length > 1 ? nameOfProject(project.source, cwd) : path;
      const target = commandTarget({ ...args, project: given }, project.source, cwd);
      progress.say(`Asking the database of ${nameOf(target)}…`);
      reports.push(
        await askDatabase(project.source, args, context, (database) =>
          ask(project, database, { ...hooks, target }),
        ),
      );
    }
    return { projects, reports };
  } finally {
    progress.clear();
  }
}

/** Says which projects there are besides, whose databases are not asked. */
async function tellOthers(
  paths: readonly string[],
  asked: readonly OpenedProject[],
  cwd: string,
  { notice }: Pick<ReplayHooks, 'notice'>,
): Promise<void> {
  const known = new Set(asked.map(({ migrationsFolder }) => migrationsFolder));
  const others = (await withDatabases(await findProjects(paths, cwd))).filter(
    ({ tree, paths: { migrations } }) => !known.has(tree.toDisk(migrations)),
  );
  if (others.length === 0) return;
  const names = namesLabel(namesOf(others, cwd));
  notice(
    `Other projects are here too, and their databases were not asked: ${names}. Name one with --project.`,
  );
}
