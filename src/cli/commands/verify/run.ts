import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { didYouMean } from '../../../core/did-you-mean';
import { HumanError } from '../../../core/human-error';
import { objectNeedsAttention } from '../../../core/protection/live-objects';
import { indexNeedsAttention } from '../../../core/protection/live-state';
import { loadGrammar } from '../../../core/sql/grammar';
import type { LintSource } from '../../../workflows/lint-source';
import { isOurLimit } from '../../../workflows/replay-advice';
import { verifyHistory } from '../../../workflows/verify';
import { pageOf, type CliContext } from '../../context';
import { commandTarget } from '../../command-target';
import type { ColorOption, JsonOption, ProjectOption } from '../../options';
import { preludeOf, tellUnread, withReplayable } from '../../projects';
import { verifyJson } from './json';
import { verifyPretty } from './pretty';

export interface VerifyArgs extends ProjectOption, JsonOption, ColorOption {
  /** The last migration to apply, as its name or the path of its folder or file; undefined is the newest. */
  readonly migration: string | undefined;
}

/**
 * Applies the history of a project to an embedded database and says what came of it.
 *
 * @returns 2 where it could not be found out, for want of an extension, of a file or of what runs before the history; 1 where a statement fails, or
 * something protected is not there at the end; else 0
 * @throws HumanError without a project, and for a migration that there is not
 */
export async function verify(args: VerifyArgs, context: CliContext): Promise<0 | 1 | 2> {
  return withReplayable({ ...args, command: 'verify' }, context, async (project, hooks, progress) => {
    const { source } = project;
    const upTo = args.migration === undefined ? undefined : findMigration(source, args.migration);
    const { scripts: prelude, isWhole } = preludeOf(source, hooks);
    const { openEmbedded } = await import('../../../adapters/embedded/open-embedded');
    const report = await verifyHistory(source, {
      ...{ openEmbedded, loadGrammar, prelude, upTo, progress },
      matchPattern: stoppableMatcher(),
    });
    report.notices.forEach(hooks.notice);
    progress.clear();
    context.stdout.write(
      args.json
        ? verifyJson(report, context.cwd)
        : verifyPretty(report, commandTarget(args, source, context.cwd), pageOf(context, args.color)),
    );
    // Without what runs before it, nothing is known of the history.
    if (tellUnread([project], context) || !isWhole) return 2;
    if (report.failure) return isOurLimit(report.failure) ? 2 : 1;
    const { protectedIndexes, protectedObjects } = report;
    return protectedIndexes.some(indexNeedsAttention) || protectedObjects.some(objectNeedsAttention) ? 1 : 0;
  });
}

/** @throws HumanError where the project has no such migration */
function findMigration({ migrations }: LintSource, given: string): string {
  const parts = given.split(/[\\/]+/).filter((part) => part !== '');
  if (parts.length > 1 && parts.at(-1) === 'migration.sql') parts.pop();
  const wanted = parts.at(-1) ?? given;
  const names = migrations.map(({ name }) => name);
  if (names.includes(wanted)) return wanted;
  throw new HumanError(
    `There is no migration ${wanted}.${didYouMean(wanted, names) || ' Give the name of its folder.'}`,
  );
}
