import type { FileProblem } from '../core/json/problem';
import type { Finding } from '../core/linter/findings/finding';
import type { PrismaVersion, UnreadFile } from './lint-source';
import type { QueriesFound } from './queries-found';
import type { BringingCommit } from './migration-archive';
import type { UnreadStatements } from './unread-statements';

/** What linting one project found. */
export interface LintReport {
  /** The project's folder, as a person would name it. */
  readonly root: string;
  /** Tells projects of one root apart; undefined where the source did not say. */
  readonly migrationsFolder?: string | undefined;
  /** By which Prisma the project was judged; undefined where the source did not say. */
  readonly prisma?: PrismaVersion | undefined;
  /** The database that the project is for, by its own name, where it is not PostgreSQL: then nothing was looked at. */
  readonly skipped?: string | undefined;
  /** The project is as it was at the base, and only what has changed was asked for: then nothing was looked at. */
  readonly untouched?: true;
  /** What could not be read, so that the result is not the whole one. */
  readonly unread?: readonly UnreadFile[];
  /** Statements that could not be read; undefined where nothing was linted. */
  readonly unreadStatements?: UnreadStatements | undefined;
  /** A project of Prisma 8 without migrations, whose database may change all the same: then there was nothing to look at. */
  readonly unplanned?: true;
  /** How many migrations the history has. */
  readonly migrations: number;
  /** The scripts of those that are settled: they are not to be changed by whatever path. */
  readonly settledFiles?: readonly string[];
  /** How many of them were looked at. */
  readonly linted: number;
  /** What migration-guard.json leaves out: rules that it sets to off, and how many migrations its `paths` skip. */
  readonly leftOut?: { readonly rules: readonly string[]; readonly migrations: number };
  /**
   * Whether drafts may be fixed without asking. Not where nothing tells drafts from migrations that are applied
   * somewhere, unless the person named the migrations; and not where something could not be read that may change the
   * judgement.
   */
  readonly mayMend: boolean;
  /** In the order of the history, then by position; suppressed ones included. */
  readonly findings: readonly Finding[];
  /** What a person should know about how far the result goes (no git, a schema that cannot be read …). */
  readonly notices: readonly string[];
  /** What was found of vector queries, where they were looked for. */
  readonly queries?: QueriesFound | undefined;
  /** What is wrong with the project's drift-ignore.json or migration-guard.json: then no migration was looked at. */
  readonly broken: readonly FileProblem[];
  /** Who brought in the migrations that made what is lost, by name; only where somebody asked for it. */
  readonly broughtIn?: ReadonlyMap<string, BringingCommit>;
  /** The text of every file that a finding, an edit or a problem speaks of. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What is said of a project that was skipped. */
export function skipNotice(database: string): string {
  return `The project uses ${database}, not PostgreSQL: its migrations are not linted.`;
}

/**
 * What is said of a project of Prisma 8 that has no migrations.
 *
 * @param project what it is called among several
 */
export function unplannedNotice(project?: string): string {
  const none =
    project === undefined ? 'There are no migrations to lint' : `${project} has no migrations to lint`;
  return `${none}, and Prisma 8 changes a database without them by db update: migration-guard predict shows what that would drop, and prisma migration plan writes a migration that lint can judge.`;
}

/** The report of a project that was left out because nothing has changed in it. */
export function untouchedReport(
  { root, migrationsFolder }: Pick<LintReport, 'root' | 'migrationsFolder'>,
  notices: readonly string[],
): LintReport {
  return {
    ...{ root, migrationsFolder, untouched: true, migrations: 0, linted: 0, mayMend: false },
    ...{ findings: [], notices, broken: [], texts: new Map() },
  };
}
