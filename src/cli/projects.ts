import type { Prisma7Command } from '../adapters/project/needs-prisma7';
import { configFileIn } from '../adapters/environments/project';
import { onlyOpened } from '../adapters/project/only-project';
import { openProjects, type OpenedProject, type OpenOptions } from '../adapters/open-projects';
import { readPrelude } from '../adapters/prisma/prelude';
import { HumanError } from '../core/human-error';
import { otherDatabase } from '../workflows/lint';
import type { LintSource, TextFile } from '../workflows/lint-source';
import type { Progress } from '../workflows/progress';
import type { ReplayedProject } from '../workflows/replayed-project';
import { complain, type CliContext } from './context';
import type { ProjectOption } from './options';
import { pathFrom } from './output/positions';
import { printable } from './output/printable';
import { progressOn, type TerminalProgress } from './progress';

/** How a command that replays a history says on stderr what goes on. */
export interface ReplayHooks {
  readonly progress: Progress;
  /** Takes a sentence about how far the result goes. */
  readonly notice: (sentence: string) => void;
}

/** Files that the person named for Prisma. */
export interface NamedFiles {
  readonly schema?: string | undefined;
  readonly config?: string | undefined;
}

/** Whether it must be known which database is the project's, and what becomes of one of Prisma 8. */
interface Opening extends Pick<OpenOptions, 'prisma8'> {
  readonly which?: Exclude<OpenOptions['which'], 'all' | undefined>;
}

/**
 * Opens the one project that is meant. The config file decides which migrations a schema has, so it goes first.
 *
 * @throws HumanError where there is not exactly one
 */
export async function openProject(
  { project, schema, config }: ProjectOption & NamedFiles,
  cwd: string,
  { which = 'with-database', prisma8 }: Opening = {},
): Promise<OpenedProject> {
  const open = async (paths: readonly string[]): Promise<OpenedProject> =>
    onlyOpened(await openProjects(paths, { cwd, which, prisma8 }), cwd);
  const given = config ?? project;
  const found = await open(given === undefined ? [] : [given]);
  const configFile =
    schema === undefined ? undefined : (found.source.prismaConfig ?? configFileIn(found.source.root));
  return configFile === undefined ? found : await open([configFile]);
}

/**
 * Opens the one project whose history is to be replayed, hands it over, and clears the line that says what goes on,
 * whatever happens.
 *
 * @throws HumanError without a project, with several, and for one of another database than PostgreSQL
 */
export async function withReplayable<T>(
  given: ProjectOption & { readonly command: Prisma7Command },
  { cwd, env, stderr }: CliContext,
  body: (project: OpenedProject, hooks: ReplayHooks, progress: TerminalProgress) => Promise<T>,
): Promise<T> {
  const progress = progressOn(stderr, env);
  try {
    progress.say('Looking for Prisma projects…');
    const project = await openProject(given, cwd, { which: 'nearest', prisma8: given.command });
    const other = otherDatabase(project.source);
    if (other !== undefined) {
      throw new HumanError(
        `This project uses ${other}; Migration Guard can replay only PostgreSQL's migrations.`,
      );
    }
    return await body(project, { progress, notice: noticeOn(stderr, progress) }, progress);
  } finally {
    progress.clear();
  }
}

/** Writes sentences about how far a result goes, each on a line of its own. */
export function noticeOn(stderr: CliContext['stderr'], progress: TerminalProgress): ReplayHooks['notice'] {
  return (sentence) => {
    progress.clear();
    stderr.write(`Note: ${printable(sentence)}\n`);
  };
}

/** Says where the history is cut, if something that was judged hung on what it does not tell. */
export function tellCuts(
  { cuts }: Pick<ReplayedProject, 'cuts'>,
  { stderr }: Pick<CliContext, 'stderr'>,
): void {
  for (const notice of cuts.notices) stderr.write(`Note: ${printable(notice)}\n`);
}

/** The scripts that run before the first migration. */
interface ReadPrelude {
  readonly scripts: readonly TextFile[];
  /** Whether all of them could be read. */
  readonly isWhole: boolean;
}

/** Reads the scripts that run before the first migration; what could not be read of them is said. */
export function preludeOf(source: LintSource, { notice }: Pick<ReplayHooks, 'notice'>): ReadPrelude {
  const { scripts, notices } = readPrelude(source);
  notices.forEach(notice);
  return { scripts, isWhole: notices.length === 0 };
}

/** Says which files of the projects could not be read, so that the result is not the whole one. Whether there are any. */
export function tellUnread(projects: readonly OpenedProject[], context: CliContext): boolean {
  const unread = projects.flatMap(({ source }) => source.unread ?? []);
  for (const { file, reason } of unread) {
    complain(context, `${pathFrom(context.cwd, file)} could not be read: ${reason}.`);
  }
  return unread.length > 0;
}
