import type { LintSource } from '../workflows/lint-source';
import { findProjects, type FoundProject } from './find-projects';
import { openHistory } from './git/history';
import { readProject } from './read-project';

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
}

export interface OpenOptions {
  /** What relative paths start from, and where the search starts without any. */
  readonly cwd: string;
  /** A revision; undefined finds the base as resolveBase says. */
  readonly base?: string | undefined;
  /** False where nothing of git may run (an untrusted workspace): then every migration is a draft. */
  readonly git?: boolean;
}

/**
 * Finds and reads the projects that the paths stand for (see findProjects). No code of theirs is run.
 *
 * @throws HumanError for a path that leads to no project, and for a base that cannot be used
 */
export async function openProjects(
  paths: readonly string[],
  { cwd, base, git = true }: OpenOptions,
): Promise<OpenedProject[]> {
  const projects = await findProjects(paths, cwd);
  const said = new Set<string>();
  const opened: OpenedProject[] = [];
  for (const project of projects) {
    const { notices, ...rest } = await openProject(project, { base, git });
    const news = notices.filter((notice) => !said.has(notice));
    for (const notice of news) said.add(notice);
    opened.push({ ...rest, notices: news });
  }
  return opened;
}

/** Reads one found project and opens its history. */
export async function openProject(
  project: FoundProject,
  { base, git = true }: Omit<OpenOptions, 'cwd'>,
): Promise<OpenedProject> {
  const { tree, place, only } = project;
  const { source, notices } = await readProject({
    tree,
    place,
    identify: (file) => tree.toDisk(file),
    diskFolder: tree.toDisk(place.root),
  });
  const names = source.migrations.map(({ name }) => name);
  const opened = git ? await openHistory(tree, place, names, { base }) : { history: undefined, notices: [] };
  return {
    source: { ...source, history: opened.history },
    only,
    notices: [...notices, ...tree.notices, ...opened.notices],
    migrationsFolder: tree.toDisk(place.migrations),
    driftIgnoreFile: source.driftIgnoreFile,
  };
}
