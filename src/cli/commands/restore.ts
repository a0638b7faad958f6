import { join } from 'node:path';
import { onlyOpened } from '../../adapters/project/only-project';
import { HumanError } from '../../core/human-error';
import type { RestorePlan } from '../../core/restore/plan';
import type { CatalogueReader } from '../../workflows/database';
import type { LintSource, MigrationFile } from '../../workflows/lint-source';
import type { NewMigrations, RestoreReport, RestoreWishes } from '../../workflows/restore';
import { progressOn, type TerminalProgress } from '../progress';
import { restoreJson } from '../reporters/restore-json';
import { restoreRemarks, restoreSql } from '../reporters/restore-text';
import { widthOf, type Environment as Variables, type Output } from '../terminal';
import type { OpenedProject } from './lint';

export interface RestoreArgs {
  /** Names of indexes; empty for all that are not as they should be. */
  readonly names: readonly string[];
  /** Where the project is; undefined for here. */
  readonly project: string | undefined;
  /** The environment's name. */
  readonly env: string;
  /** The name of a migration to write instead of printing the SQL. */
  readonly migration: string | undefined;
  /** Names of indexes whose imposters may be dropped. */
  readonly confirmDrop: readonly string[];
  readonly json: boolean;
}

/** A database that was found and can be asked; nothing is connected before the first question. */
export interface ConnectedCatalogue extends CatalogueReader {
  readonly close: () => Promise<void>;
}

interface MigrationWish {
  readonly label: string;
  readonly now: number;
  readonly fileOf: (migration: string) => string;
}

export interface RestoreDeps {
  readonly openProjects: (paths: readonly string[]) => Promise<readonly OpenedProject[]>;
  /** @throws HumanError where the environment has no database URL */
  readonly connect: (source: LintSource, environment: string) => Promise<ConnectedCatalogue>;
  readonly planRestores: (
    source: LintSource,
    environment: string,
    database: CatalogueReader,
    wishes: RestoreWishes,
  ) => Promise<RestoreReport>;
  readonly writeRestores: (
    source: LintSource,
    plans: readonly RestorePlan[],
    wish: MigrationWish,
  ) => Promise<NewMigrations>;
  /** All or none. @throws HumanError */
  readonly writeMigrations: (migrations: readonly MigrationFile[]) => void;
  /** Asks for a yes or no of whoever sits at the terminal; where nobody does, it is no. */
  readonly ask: (question: string) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * Prints the SQL that brings protected indexes back, or writes it as new migrations. Changes nothing in a database.
 *
 * @returns 1 where any of it was refused, else 0
 * @throws HumanError for an unknown name, without a project, and where a database gives no answer
 */
export async function runRestore(args: RestoreArgs, deps: RestoreDeps): Promise<0 | 1> {
  const { stdout, stderr, env, cwd } = deps;
  const progress = progressOn(stderr, env);
  const unnamed = args.confirmDrop.filter((name) => !args.names.includes(name));
  if (unnamed.length > 0) {
    throw new HumanError(
      `--confirm-drop is for an index that is named itself: migration-guard restore ${unnamed.join(' ')} --confirm-drop ${unnamed.join(' ')}`,
    );
  }
  try {
    progress.say('Looking for Prisma projects…');
    const projects = await deps.openProjects(args.project === undefined ? [] : [args.project]);
    const { source } = onlyOpened(projects, cwd);
    const report = await planWith(args, deps, source, progress);
    const written =
      args.migration === undefined ? undefined : await write(args.migration, report, source, deps);
    progress.clear();
    const refused = [...report.refused, ...(written?.refused ?? [])];
    const width = widthOf(stderr, env);
    if (args.json) stdout.write(restoreJson(report, written, cwd));
    else if (written === undefined) stdout.write(restoreSql(report, stdout.isTTY === true));
    stderr.write(restoreRemarks({ report, refused, written, cwd, width }));
    return refused.length > 0 || written?.areBad ? 1 : 0;
  } finally {
    progress.clear();
  }
}

async function planWith(
  { env, names, confirmDrop }: RestoreArgs,
  { connect, planRestores, ask }: RestoreDeps,
  source: LintSource,
  progress: TerminalProgress,
): Promise<RestoreReport> {
  progress.say(`Asking the database of ${env}…`);
  const database = await connect(source, env);
  try {
    return await planRestores(source, env, database, {
      names,
      mayDrop: async ({ index, live }) => {
        if (confirmDrop.includes(index.name)) return true;
        progress.clear();
        return ask(
          `${live?.definition ?? index.name} bears the name of a protected index. Drop it, when the right one has been built?`,
        );
      },
    });
  } finally {
    await database.close();
  }
}

/** Nothing is written in which our own linter finds an error. */
async function write(
  label: string,
  { plans }: RestoreReport,
  source: LintSource,
  { writeRestores, writeMigrations, now }: RestoreDeps,
): Promise<NewMigrations> {
  const folder = source.migrationsFolder ?? join(source.root, 'prisma', 'migrations');
  const made = await writeRestores(source, plans, {
    label,
    now: now(),
    fileOf: (migration) => join(folder, migration, 'migration.sql'),
  });
  if (!made.areBad) writeMigrations(made.migrations);
  return made;
}
