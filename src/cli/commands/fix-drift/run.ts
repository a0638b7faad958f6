import { readFileSync } from 'node:fs';
import type { OpenDatabase } from '../../../adapters/database/open-database';
import { checksumOfBytes, sha256 } from '../../../adapters/files/sha256';
import { nameOf, type CommandTarget } from '../../../core/command-target';
import { loadGrammar } from '../../../core/sql/grammar';
import { checkDrift } from '../../../workflows/check-drift';
import { fixDrift as repair, type FixDriftOutcome, type FixDriftPorts } from '../../../workflows/fix-drift';
import { planKeep } from '../../../workflows/keep-indexes-plan';
import type { LintSource } from '../../../workflows/lint-source';
import { ReplayedProject } from '../../../workflows/replayed-project';
import { isUncommitted, planRestore } from '../../../workflows/restore-file-plan';
import { complain, pageOf, type CliContext } from '../../context';
import { commandTarget } from '../../command-target';
import { askDatabase } from '../../../adapters/ask-database';
import { printable } from '../../output/printable';
import { progressOn, type TerminalProgress } from '../../progress';
import { openProject } from '../../projects';
import { checkFile, replaceFile } from '../../../adapters/files/write-file';
import type { FixDriftArgs } from './args';
import { changedMeanwhile, declined, leftSentence, questionOf, sharedSentence } from './messages';
import { keptLines, tellEvent } from './pretty';
import { requestOf } from './request';
import { sharedWith } from './shared-with';

/**
 * Repairs checksums, or restores files, after showing what differs and asking.
 *
 * @returns 1 where anything was refused or declined, 130 where the person broke off; then nothing was written
 * @throws HumanError where there is not one project, a name is unknown, or the database gives no answer
 */
export async function fixDrift(args: FixDriftArgs, context: CliContext): Promise<0 | 1 | 130> {
  const progress = progressOn(context.stderr, context.env);
  try {
    progress.say('Looking for the Prisma project…');
    const { source } = await openProject(args, context.cwd, { prisma8: 'fix-drift' });
    const request = requestOf(args);
    const target = commandTarget(args, source, context.cwd);
    progress.say(`Asking the database of ${nameOf(target)}…`);
    return await askDatabase(source, args, context, async (database, owner) => {
      const ports = portsFor(source, { database, owner, target }, args, context, progress);
      return tell(await repair(request, ports), { ...ports, target }, context);
    });
  } finally {
    progress.clear();
  }
}

function portsFor(
  source: LintSource,
  {
    database,
    owner,
    target,
  }: Pick<FixDriftPorts, 'owner'> & { readonly database: OpenDatabase; readonly target: CommandTarget },
  args: FixDriftArgs,
  context: CliContext,
  progress: TerminalProgress,
): FixDriftPorts {
  const page = pageOf(context, args.color);
  const name = nameOf(target);
  return {
    database,
    owner,
    findSharing: () => sharedWith(source, name, database, context),
    checkDrift: async () => {
      const report = await checkDrift(source, name, database, { sha256 });
      progress.clear();
      return report;
    },
    isUncommitted: (migration, text) => isUncommitted(migration, text, source),
    planRestore: (drifted) => planRestore(drifted, source),
    planKeep: (report, migration) =>
      planKeep(() => ReplayedProject.open(source, loadGrammar), report, migration, { database, target }),
    checksumOfFile,
    replaceText: (file, before, text) => replaceFile(checkFile(file, before), text),
    agree: async (question) =>
      args.yes ? 'yes' : context.ask.yesOrNo(printable(questionOf(question, database.location))),
    report: (event) => tellEvent(event, { ...page, location: database.location, target }, context),
  };
}

function checksumOfFile(file: string): string | undefined {
  try {
    return checksumOfBytes(readFileSync(file));
  } catch {
    return undefined;
  }
}

/** Says what came of it beyond what was reported on the way; gives the exit code. */
export function tell(
  outcome: FixDriftOutcome,
  { database: { url }, target }: Pick<FixDriftPorts, 'database'> & { readonly target: CommandTarget },
  context: CliContext,
): 0 | 1 | 130 {
  switch (outcome.kind) {
    case 'not-ours':
      complain(
        context,
        'reason' in outcome ? outcome.reason : sharedSentence(url.location, outcome.sharedWith, target),
      );
      return 1;
    case 'refused':
      complain(context, outcome.reason ?? 'Nothing was written.');
      return 1;
    case 'declined':
      complain(context, declined(outcome.answer));
      return outcome.answer === 'left' ? 130 : 1;
    case 'changed-meanwhile':
      complain(context, changedMeanwhile(outcome, target));
      return 1;
    case 'nothing-to-fix':
      context.stdout.write(`Nothing to fix.${leftSentence(outcome.left, target)}\n`);
      return 0;
    case 'fixed':
      if (outcome.left.length > 0)
        context.stderr.write(`migration-guard:${leftSentence(outcome.left, target)}\n`);
      return 0;
    case 'kept':
      context.stdout.write(keptLines(outcome.plan, outcome.undoStatement));
      return 0;
    case 'restored':
      return 0;
  }
}
