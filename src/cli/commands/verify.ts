import { didYouMean } from '../../core/did-you-mean';
import { HumanError } from '../../core/human-error';
import { indexNeedsAttention } from '../../core/protection/live-state';
import type { LintSource } from '../../workflows/lint-source';
import { isOurLimit } from '../../workflows/replay-advice';
import type { VerifyReport } from '../../workflows/verify';
import { verifyJson } from '../reporters/verify-json';
import { verifyPretty } from '../reporters/verify-pretty';
import { usesColor, widthOf } from '../terminal';
import { tellUnread } from './each-database';
import { withProject, type ReplayDeps, type ReplayHooks } from './replay-project';

export interface VerifyArgs {
  /** The last migration to apply, as its name or the path of its folder or file; undefined is the newest. */
  readonly migration: string | undefined;
  /** Where the project is; undefined for here. */
  readonly project: string | undefined;
  readonly json: boolean;
  readonly color: boolean | undefined;
}

export interface VerifyDeps extends ReplayDeps {
  /** @throws HumanError where there is nothing to apply the migrations to */
  readonly verify: (
    source: LintSource,
    upTo: string | undefined,
    hooks: ReplayHooks,
  ) => Promise<VerifyReport>;
}

/**
 * Applies the history of a project to an embedded database and says what came of it.
 *
 * @returns 2 where it could not be told, for want of an extension or of a file; 1 where a statement fails, or a protected
 * index is not there at the end; else 0
 * @throws HumanError without a project, and for a migration that there is not
 */
export async function runVerify(args: VerifyArgs, deps: VerifyDeps): Promise<0 | 1 | 2> {
  const { cwd, env, stdout } = deps;
  return withProject(args.project, deps, async (project, hooks, progress) => {
    const { source } = project;
    const upTo = args.migration === undefined ? undefined : findMigration(source, args.migration);
    const report = await deps.verify(source, upTo, hooks);
    progress.clear();
    const page = { cwd, width: widthOf(stdout, env), color: usesColor(args.color, env, stdout) };
    stdout.write(args.json ? verifyJson(report, cwd) : verifyPretty(report, page));
    if (tellUnread([project], deps)) return 2;
    if (report.failure) return isOurLimit(report.failure) ? 2 : 1;
    return report.protectedIndexes.some(indexNeedsAttention) ? 1 : 0;
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
