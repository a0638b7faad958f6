import { HumanError } from '../../core/human-error';
import { onlyOpened } from '../../adapters/project/only-project';
import { otherDatabase } from '../../workflows/lint';
import type { Progress } from '../../workflows/progress';
import { progressOn, type TerminalProgress } from '../progress';
import { printable } from '../reporters/printable';
import type { Environment as Variables, Output } from '../terminal';
import type { OpenedProject } from './lint';

/** What a command needs that replays the history of one project. */
export interface ReplayDeps {
  readonly openProjects: (paths: readonly string[]) => Promise<readonly OpenedProject[]>;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** How such a command says on stderr what goes on. */
export interface ReplayHooks {
  readonly progress: Progress;
  /** Takes a sentence about how far the result goes. */
  readonly notice: (sentence: string) => void;
}

/**
 * Opens the one project, hands it over, and clears the line that says what goes on, whatever happens.
 *
 * @param given where the project is; undefined for here
 * @throws HumanError without a project, with several, and for one of another database than PostgreSQL
 */
export async function withProject<T>(
  given: string | undefined,
  { openProjects, cwd, env, stderr }: ReplayDeps,
  body: (project: OpenedProject, hooks: ReplayHooks, progress: TerminalProgress) => Promise<T>,
): Promise<T> {
  const progress = progressOn(stderr, env);
  const notice = noticeOn(stderr, progress);
  try {
    progress.say('Looking for Prisma projects…');
    const projects = await openProjects(given === undefined ? [] : [given]);
    const project = onlyOpened(projects, cwd);
    const other = otherDatabase(project.source);
    if (other !== undefined) {
      throw new HumanError(
        `This project uses ${other}; Migration Guard can replay only PostgreSQL's migrations.`,
      );
    }
    return await body(project, { progress, notice }, progress);
  } finally {
    progress.clear();
  }
}

/** Writes sentences about how far a result goes, each on a line of its own. */
export function noticeOn(stderr: Output, progress: TerminalProgress): ReplayHooks['notice'] {
  return (sentence) => {
    progress.clear();
    stderr.write(`Note: ${printable(sentence)}\n`);
  };
}
