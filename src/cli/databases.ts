import type { OpenDatabase } from '../adapters/database/open-database';
import { findDatabase } from '../adapters/environments/find-environment';
import { environmentProject } from '../adapters/environments/project';
import { findProjects } from '../adapters/project/find-projects';
import { withDatabases } from '../adapters/project/projects-with-database';
import { noProjectHere } from '../adapters/project/no-project';
import { namesOf } from '../adapters/project/only-project';
import { openProjects, type OpenedProject } from '../adapters/open-projects';
import { nameOf, type CommandTarget } from '../core/command-target';
import { isLocal, type Environment } from '../workflows/environment';
import type { LintSource } from '../workflows/lint-source';
import type { CliContext } from './context';
import { commandTarget, nameOfProject } from './command-target';
import type { DatabaseOption } from './options';
import { progressOn } from './progress';
import { noticeOn, type ReplayHooks } from './projects';

/** Past a pooler, where the project knows a way. */
async function open(environment: Environment): Promise<OpenDatabase> {
  const { openDatabase } = await import('../adapters/database/open-database');
  const { url, directUrl } = environment;
  return openDatabase(directUrl ?? url, { isLocal: isLocal(environment) });
}

/** Opens the database, asks it, and closes it again, whatever happens. */
export async function whileOpen<T>(
  environment: Environment,
  ask: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const database = await open(environment);
  try {
    return await ask(database);
  } finally {
    await database.close();
  }
}

/**
 * The same for the database that a person names.
 *
 * @throws HumanError where there is no such environment, or no URL for it
 */
export async function askDatabase<T>(
  source: LintSource,
  named: DatabaseOption,
  { env }: Pick<CliContext, 'env'>,
  ask: (database: OpenDatabase, environment: Environment) => Promise<T>,
): Promise<T> {
  const environment = await findDatabase(named, environmentProject(source), { env });
  return await whileOpen(environment, (database) => ask(database, environment));
}

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
  args: EachDatabaseArgs,
  context: CliContext,
  ask: (project: OpenedProject, database: OpenDatabase, asking: Asking) => Promise<Report>,
): Promise<Asked<Report>> {
  const { stderr, env, cwd } = context;
  const progress = progressOn(stderr, env);
  const hooks = { progress, notice: noticeOn(stderr, progress) };
  try {
    progress.say('Looking for Prisma projects…');
    const projects = await openProjects(args.paths, { cwd, which: 'with-database' });
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
  const names = namesOf(others, cwd).join(', ');
  notice(
    `Other projects are here too, and their databases were not asked: ${names}. Name one with --project.`,
  );
}
