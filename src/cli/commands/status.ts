import { indexNeedsAttention } from '../../core/protection/live-state';
import { HumanError } from '../../core/human-error';
import { needsAttention } from '../../core/status/migration-status';
import type { DatabaseReader } from '../../workflows/database';
import type { LintSource } from '../../workflows/lint-source';
import type { StatusReport } from '../../workflows/status';
import { progressOn } from '../progress';
import { statusJson } from '../reporters/status-json';
import { statusPretty } from '../reporters/status-pretty';
import { usesColor, widthOf, type Environment as Variables, type Output } from '../terminal';
import type { OpenedProject } from './lint';

export interface StatusArgs {
  readonly paths: readonly string[];
  /** The environment's name. */
  readonly env: string;
  readonly json: boolean;
  /** Every migration a line, also those that are simply applied. */
  readonly all: boolean;
  readonly color: boolean | undefined;
}

/** A database that was found and can be asked; nothing is connected before the first question. */
export interface Connected extends DatabaseReader {
  readonly close: () => Promise<void>;
}

export interface StatusDeps {
  readonly openProjects: (paths: readonly string[]) => Promise<readonly OpenedProject[]>;
  /** @throws HumanError where the environment has no database URL */
  readonly connect: (source: LintSource, environment: string) => Promise<Connected>;
  readonly readStatus: (
    source: LintSource,
    environment: string,
    database: DatabaseReader,
  ) => Promise<StatusReport>;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * Says how each project stands in its database.
 *
 * @returns 1 where anything needs attention, else 0
 * @throws HumanError where there is no project, or a database gives no answer
 */
export async function runStatus(args: StatusArgs, deps: StatusDeps): Promise<0 | 1> {
  const { stdout, stderr, env, cwd } = deps;
  const progress = progressOn(stderr, env);
  try {
    progress.say('Looking for Prisma projects…');
    const projects = await deps.openProjects(args.paths);
    if (projects.length === 0)
      throw new HumanError('No Prisma project was found here. Give the path of one.');
    const reports: StatusReport[] = [];
    for (const { source } of projects) {
      progress.say(`Asking the database of ${args.env}…`);
      const database = await deps.connect(source, args.env);
      try {
        reports.push(await deps.readStatus(source, args.env, database));
      } finally {
        await database.close();
      }
    }
    progress.clear();
    const page = {
      cwd,
      width: widthOf(stdout, env),
      color: usesColor(args.color, env, stdout),
      all: args.all,
    };
    stdout.write(args.json ? statusJson(reports, cwd) : statusPretty(reports, page));
    return reports.some(hasTrouble) ? 1 : 0;
  } finally {
    progress.clear();
  }
}

function hasTrouble({ migrations, protectedIndexes }: StatusReport): boolean {
  return migrations.some(needsAttention) || protectedIndexes.some(indexNeedsAttention);
}
