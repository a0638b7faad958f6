import type { MissingMigrations } from '../workflows/migration-archive';
import type { LintSource, MigrationFile, ProjectHistory, UnreadFile } from '../workflows/lint-source';
import type { Progress } from '../workflows/progress';
import type { FindCode } from '../workflows/vector-queries';
import { selectTouched } from '../workflows/touched';
import { findProjects, type FoundProject } from './project/find-projects';
import { findProjectsWithDatabase } from './project/projects-with-database';
import type { CiFacts } from './git/ci';
import { withoutDeleted } from './git/deleted-paths';
import { historyFinder } from './git/history';
import { comparer } from './git/touched';
import { codeFinder } from './project-code';
import { needsPrisma7, type Prisma7Command } from './project/needs-prisma7';
import { namesOf } from './project/only-project';
import { pathFrom } from './files/path-from';
import { readProject } from './project/read-project';
import { textNotices, unreadElsewhere, unreadOf } from './project/unread';

/** A project, ready for linting. Files are absolute paths. */
export interface OpenedProject {
  readonly source: LintSource;
  /** Names of the migrations to look at; undefined means all. */
  readonly only: ReadonlySet<string> | undefined;
  /** Sentences about what could not be read, and about how far the result goes. */
  readonly notices: readonly string[];
  readonly migrationsFolder: string;
  /** Where drift-ignore.json is, or would be made. */
  readonly driftIgnoreFile: string;
  /** Undefined without git. */
  readonly missing?: MissingMigrations | undefined;
  /** Finds the code that may ask the project's database. */
  readonly findCode: FindCode;
}

export interface OpenOptions {
  /** What relative paths start from, and where the search starts without any. */
  readonly cwd: string;
  /** A revision; undefined finds the base as resolveBase says. */
  readonly base?: string | undefined;
  /** What the build server says, where what is new decides whether the build fails. */
  readonly ci?: CiFacts | undefined;
  readonly progress?: Progress | undefined;
  /**
   * Which of the projects that a folder stands for: `all`, as without it; the `nearest`; or the nearest `with-database`,
   * which is to be asked.
   */
  readonly which?: 'all' | 'nearest' | 'with-database' | undefined;
  /** True for what works with projects of Prisma 8; without it they are refused, in the words that go with a command. */
  readonly prisma8?: true | Prisma7Command | undefined;
  /** False where nothing of git may run (an untrusted workspace): then every migration is a draft. */
  readonly git?: boolean;
}

/**
 * Finds and reads the projects that the paths stand for (see findProjects). No code of theirs is run. Above the rooms,
 * because it joins two of them: git knows how a project is laid out, so the rooms of projects cannot know git.
 *
 * @throws HumanError for a path that leads to no project, and for a base that cannot be used
 */
export async function openProjects(paths: readonly string[], options: OpenOptions): Promise<OpenedProject[]> {
  const { cwd, which = 'all' } = options;
  options.progress?.say('Looking for Prisma projects…');
  const { progress, git = true } = options;
  const present = git ? await withoutDeleted(paths, cwd) : paths;
  const projects =
    which === 'with-database'
      ? await findProjectsWithDatabase(present, cwd, { progress })
      : await findProjects(present, cwd, { progress, nearest: which === 'nearest' });
  await refusePrisma8(projects, paths, options);
  return await openAll(projects, options);
}

/** A project that is as it was at the base. */
export type UntouchedProject = Pick<OpenedProject, 'migrationsFolder' | 'notices'> & {
  readonly root: string;
};

/**
 * The same, but only those projects are read that differ from the base in something that their verdict hangs on.
 *
 * @throws HumanError as openProjects does
 */
export async function openTouched(
  paths: readonly string[],
  options: Omit<OpenOptions, 'which' | 'git'>,
): Promise<{
  readonly opened: readonly OpenedProject[];
  readonly untouched: readonly UntouchedProject[];
}> {
  const { cwd, base: wanted, ci, progress } = options;
  progress?.say('Looking for Prisma projects…');
  const projects = await findProjects(await withoutDeleted(paths, cwd), cwd, { progress });
  await refusePrisma8(projects, paths, options);
  progress?.say('Asking git what has changed…');
  const { touched, untouched, notices } = await selectTouched(projects, comparer({ wanted, ci, cwd }));
  const [first, ...others] = await openAll(touched, options);
  return {
    opened: first ? [{ ...first, notices: [...first.notices, ...notices] }, ...others] : [],
    untouched: untouched.map(({ tree, paths: { root, migrations } }) => ({
      root: tree.toDisk(root),
      migrationsFolder: tree.toDisk(migrations),
      notices: first ? [] : notices,
    })),
  };
}

async function openAll(
  projects: readonly FoundProject[],
  options: Omit<OpenOptions, 'which'>,
): Promise<OpenedProject[]> {
  const opened: OpenedProject[] = [];
  const { base: wanted, ci, cwd } = options;
  const findHistory = historyFinder({ wanted, ci, cwd });
  for (const project of projects) opened.push(await openProject(project, findHistory, options));
  const [first, ...others] = opened;
  if (!first) return [];
  return [{ ...first, notices: [...first.notices, ...unreadElsewhere(projects)] }, ...others];
}

/** @throws HumanError where a project is one of Prisma 8, and whoever asks cannot work with those */
async function refusePrisma8(
  projects: readonly FoundProject[],
  paths: readonly string[],
  { prisma8, cwd }: Pick<OpenOptions, 'prisma8' | 'cwd'>,
): Promise<void> {
  const refused = projects.find((project) => project.paths.prisma8);
  if (prisma8 === true || !refused) return;
  const migrations = pathFrom(cwd, refused.tree.toDisk(refused.paths.migrations));
  const others = (await findProjects(paths, cwd)).filter((project) => !project.paths.prisma8);
  throw needsPrisma7(migrations, prisma8, namesOf(others, cwd));
}

/** Reads one found project and opens its history. */
async function openProject(
  project: FoundProject,
  findHistory: ReturnType<typeof historyFinder>,
  { progress, git = true }: Pick<OpenOptions, 'progress' | 'git'>,
): Promise<OpenedProject> {
  const { tree, paths, only } = project;
  if (git) progress?.say('Asking git what is new…');
  // git starts while the files are read.
  const [opened, { source, notices }] = await Promise.all([
    git
      ? findHistory(tree, paths)
      : { history: undefined, archive: undefined, missing: undefined, notices: [] },
    readProject({
      tree,
      paths,
      identify: (file) => tree.toDisk(file),
      diskFolder: tree.toDisk(paths.root),
      progress,
    }),
  ]);
  const history = opened.history?.(allMigrations(source));
  const denied = unreadOf(project);
  const isDenied = ({ file }: UnreadFile): boolean => denied.some((one) => one.file === file);
  const unread = [...denied, ...(source.unread ?? []).filter((one) => !isDenied(one))];
  return {
    source: {
      ...source,
      migrations: withEncodings(source.migrations, project),
      unread,
      history: history && withoutUnread(history, unread),
      ...(opened.archive && { archive: opened.archive }),
    },
    only,
    notices: [
      ...notices,
      ...textNotices(project),
      // Where there are no migrations yet, it does not matter which would be new.
      ...(source.migrations.length > 0 ? opened.notices : []),
    ],
    migrationsFolder: tree.toDisk(paths.migrations),
    driftIgnoreFile: source.driftIgnoreFile,
    missing: opened.missing,
    findCode: codeFinder(project, {
      ...{ base: history?.base, git: history !== undefined },
      onFile: () => progress?.tick(),
    }),
  };
}

/** Also those that do not lie on the main line. */
function allMigrations({ migrations, prisma8 }: Pick<LintSource, 'migrations' | 'prisma8'>): MigrationFile[] {
  return [...new Set([migrations, ...(prisma8?.otherLines ?? [])].flat())];
}

/** Which migrations have bytes that are not UTF-8. */
function withEncodings(migrations: readonly MigrationFile[], { tree }: FoundProject): MigrationFile[] {
  const notUtf8 = new Set(tree.notUtf8.map((at) => tree.toDisk(at)));
  return migrations.map((migration) =>
    notUtf8.has(migration.file) ? { ...migration, isUtf8: false } : migration,
  );
}

/** What could not be read is not known to have changed. */
function withoutUnread(history: ProjectHistory, unread: readonly UnreadFile[]): ProjectHistory {
  const names = new Set(unread.flatMap(({ migration }) => migration ?? []));
  if (names.size === 0) return history;
  return {
    ...history,
    changedSinceBase: async (now) =>
      (await history.changedSinceBase(now)).filter(({ name }) => !names.has(name)),
  };
}
