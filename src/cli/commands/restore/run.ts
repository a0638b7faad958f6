import { join } from 'node:path';
import { writeMigrations } from '../../../adapters/files/write-migrations';
import { sha256 } from '../../../adapters/files/sha256';
import { ownCommand } from '../../../core/command-target';
import { HumanError } from '../../../core/human-error';
import { loadGrammar } from '../../../core/sql/grammar';
import type { LintSource } from '../../../workflows/lint-source';
import { openEachOnce } from '../../../workflows/replayed-project';
import { restore as bringBack, type RestoreOutcome } from '../../../workflows/restore';
import type { CliContext } from '../../context';
import { commandTarget, namedTarget } from '../../command-target';
import { askDatabase } from '../../../adapters/ask-database';
import type { DatabaseOption, JsonOption, ProjectOption } from '../../options';
import { printable } from '../../output/printable';
import { progressOn, type TerminalProgress } from '../../progress';
import { openProject, tellCuts } from '../../projects';
import { widthOf } from '../../terminal';
import { writeVerbatim } from '../../workflow-commands';
import { restoreJson } from './json';
import { restoreRemarks, restoreSql } from './pretty';

export interface RestoreArgs extends DatabaseOption, ProjectOption, JsonOption {
  /** Names of indexes; empty for all that are not as they should be. */
  readonly names: readonly string[];
  /** The name of a migration to write instead of printing the SQL. */
  readonly migration?: string;
  /** Names of indexes whose imposters may be dropped. */
  readonly confirmDrop?: readonly string[];
}

/**
 * Prints the SQL that brings protected indexes back, or writes it as new migrations. Changes nothing in a database.
 *
 * @returns 1 where any of it was refused, else 0
 * @throws HumanError for an unknown name, without a project, and where a database gives no answer
 */
export async function restore(args: RestoreArgs, context: CliContext): Promise<0 | 1> {
  const { names, migration: label, confirmDrop = [] } = args;
  const progress = progressOn(context.stderr, context.env);
  try {
    progress.say('Looking for Prisma projects…');
    const { source } = await openProject(args, context.cwd, { prisma8: 'restore' });
    assertNamed(args);
    const target = commandTarget(args, source, context.cwd);
    const replayed = openEachOnce(loadGrammar);
    const outcome = await bringBack(
      () => replayed(source),
      { target, names, confirmDrop, label },
      portsFor(source, args, context, progress),
    );
    progress.clear();
    tellCuts(await replayed(source), context);
    return tell(outcome, args, context);
  } finally {
    progress.clear();
  }
}

/** @throws HumanError where an index may be dropped that is not to be restored */
function assertNamed(args: RestoreArgs): void {
  const { names, confirmDrop = [] } = args;
  const unnamed = confirmDrop.filter((name) => !names.includes(name));
  if (unnamed.length > 0) {
    const confirmed = unnamed.flatMap((name) => ['--confirm-drop', name]);
    throw new HumanError(
      `--confirm-drop needs the index to be named as well: ${ownCommand('restore', namedTarget(args), ...unnamed, ...confirmed)}`,
    );
  }
}

function portsFor(
  source: LintSource,
  { env, urlEnv }: RestoreArgs,
  context: CliContext,
  progress: TerminalProgress,
): Parameters<typeof bringBack>[2] {
  const folder = source.migrationsFolder ?? join(source.root, 'prisma', 'migrations');
  return {
    askDatabase: async (ask) => {
      progress.say(`Asking the database of ${urlEnv ?? env}…`);
      return await askDatabase(source, { env, urlEnv }, context, ask);
    },
    confirmDrop: async ({ index, live }) => {
      progress.clear();
      const question = `${live?.definition ?? index.name} has the name of a protected index. Drop it once the right one has been built?`;
      const answer = await context.ask.yesOrNo(printable(question));
      return answer === 'yes';
    },
    fileOf: (migration) => join(folder, migration, 'migration.sql'),
    writeMigrations,
    sha256,
    now: context.now,
  };
}

function tell(outcome: RestoreOutcome, { json }: RestoreArgs, context: CliContext): 0 | 1 {
  const { stdout, stderr, env, cwd } = context;
  const { kind, report, migrations, refused } = outcome;
  if (json) stdout.write(restoreJson(report, migrations, cwd));
  else if (kind === 'planned') writeVerbatim(stdout, restoreSql(report, stdout.isTTY === true));
  const width = widthOf(stderr, env);
  stderr.write(restoreRemarks({ report, refused, written: migrations, cwd, width }));
  return refused.length > 0 || kind === 'not-written' ? 1 : 0;
}
