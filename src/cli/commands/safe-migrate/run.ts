import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { loadGrammar } from '../../../core/sql/grammar';
import { assertNoMistakes } from '../../../workflows/configuration';
import { cleanMigration, type CleanMigration } from '../../../workflows/clean-migration';
import { judgingBy } from '../../../workflows/judging';
import type { MigrationFile } from '../../../workflows/lint-source';
import { textLinter } from '../../../workflows/lint-text';
import { extensionsMade } from '../../../workflows/replay-embedded';
import { ReplayedProject } from '../../../workflows/replayed-project';
import {
  safeMigrate as makeMigration,
  type SafeMigrateEvent,
  type SafeMigrateOutcome,
} from '../../../workflows/safe-migrate';
import { complain, pageOf, type CliContext } from '../../context';
import { Interrupted } from '../../interruption';
import type { ColorOption, JsonOption } from '../../options';
import { printable } from '../../output/printable';
import { progressOn, type TerminalProgress } from '../../progress';
import { openProject, tellCuts } from '../../projects';
import { driftPretty } from '../check-drift/pretty';
import type { SafeMigrateArgs } from './args';
import { refusalJson, safeMigrateJson } from './json';
import {
  apartSentence,
  driftedSentence,
  prismaAsksSentence,
  refusalSentences,
  wantsResetSentence,
} from './messages';
import { portsFor, targetOf, type Target } from './ports';
import { safeMigratePretty } from './pretty';
import { planSafely } from './prisma8';

/** What differs where `dev` is the command. */
export interface DevPart {
  /** Then a name is asked for only where there is a migration, and advice names dev. */
  readonly isDev?: boolean;
  /** Whether the same command applies the migration afterwards. */
  readonly appliesNext?: boolean;
}

/**
 * Writes a migration for what changed in the schema, without what would lose a protected index.
 *
 * @returns 1 where it was refused or the migration is not ready, 2 where Prisma failed, more where a signal stopped it
 * @throws HumanError where it could not be tried
 */
export async function safeMigrate(
  args: SafeMigrateArgs,
  context: CliContext,
  { isDev = false, appliesNext = false }: DevPart = {},
): Promise<number> {
  const progress = progressOn(context.stderr, context.env);
  let closeRehearsal = (): Promise<void> => Promise.resolve();
  try {
    progress.say('Looking for the Prisma project…');
    const opened = await openProject(args, context.cwd, { prisma8: isDev ? 'dev' : true });
    if (opened.source.prisma8) {
      progress.clear();
      return await planSafely(args, opened, context);
    }
    const target = await targetOf(args, opened, context);
    const opening = ReplayedProject.open(target.source, loadGrammar);
    const clean = cleaner(await opening);
    progress.clear();
    const { ports, close } = portsFor(target, args, { replayed: opening, clean, progress, context, isDev });
    closeRehearsal = close;
    const outcome = await makeMigration(
      { name: args.name, namesLater: isDev, verify: args.verify },
      { ...target, driftCheck: args.driftCheck },
      { ...ports, report: (event) => tellEvent(event, target, progress, context) },
    );
    progress.clear();
    tellCuts(await opening, context);
    return tell(outcome, target, { ...args, appliesNext }, context);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    complain(context, 'interrupted. No migration was made.');
    return error.exitCode;
  } finally {
    progress.clear();
    await closeRehearsal();
  }
}

/** @throws HumanError for mistakes in the configuration */
function cleaner(project: ReplayedProject): (drafted: MigrationFile) => Promise<CleanMigration> {
  assertNoMistakes(project.configuration);
  const lintText = textLinter(project, judgingBy({ matchPattern: stoppableMatcher() }));
  const extensions = extensionsMade(project.source.migrations);
  return (drafted) => cleanMigration(lintText, drafted, extensions);
}

function tellEvent(
  event: SafeMigrateEvent,
  { environment, prisma }: Target,
  progress: TerminalProgress,
  context: CliContext,
): void {
  switch (event.kind) {
    case 'asking-database':
      if (environment) progress.say(`Asking the database of ${environment.name}…`);
      return;
    case 'comparing':
      progress.say('Comparing the migrations with the schema…');
      return;
    case 'linting':
      progress.say('Linting the migration…');
      return;
    case 'idle':
      progress.clear();
      return;
    case 'apart':
      complain(context, apartSentence(event.because));
      return;
    case 'prisma-begins':
      context.stderr.write(
        `Running ${printable(prisma.label)}: migrate dev --create-only --name ${event.label}\n`,
      );
      return;
    case 'prisma-asks':
      complain(context, prismaAsksSentence);
  }
}

interface ShownAs extends JsonOption, ColorOption {
  readonly appliesNext: boolean;
}

/** Shows what came of it; gives the exit code. */
function tell(
  outcome: SafeMigrateOutcome,
  { source, prisma, environment, commands }: Target,
  { json, color, appliesNext }: ShownAs,
  context: CliContext,
): 0 | 1 | 2 {
  const { stdout, cwd } = context;
  const page = pageOf(context, color);
  const refuse = (reasons: readonly string[]): 1 => {
    for (const reason of reasons) complain(context, reason);
    if (json) stdout.write(refusalJson(reasons));
    return 1;
  };
  switch (outcome.kind) {
    case 'refused':
      return refuse(refusalSentences(outcome.refusal, environment, commands));
    case 'drifted':
      if (!json)
        stdout.write(driftPretty([{ ...outcome.report, target: commands }], { ...page, all: false }));
      return refuse([driftedSentence]);
    case 'wants-reset':
      return refuse([wantsResetSentence(commands)]);
    case 'prisma-failed':
      complain(context, `no migration was made: ${outcome.how}`);
      return 2;
    case 'written':
    case 'not-ready':
    case 'no-change': {
      const made = { ...outcome, root: source.root, prisma: prisma.label, appliesNext, commands };
      const shown = { ...made, location: environment?.url.location };
      stdout.write(json ? safeMigrateJson(shown, cwd) : safeMigratePretty(shown, page));
      return outcome.kind === 'not-ready' ? 1 : 0;
    }
  }
}
