import { createColors } from 'picocolors';
import { isCounted } from '../reporters/tally';
import { confirmationOf } from '../../workflows/confirmation';
import type { Environment } from '../../workflows/environment';
import type { LintSource } from '../../workflows/lint-source';
import { isUpToDate, lostMeanwhile, type MigratePlan } from '../../workflows/migrate';
import type { StatusReport } from '../../workflows/status';
import { pretty } from '../reporters/pretty';
import { counted, printable } from '../reporters/printable';
import { statusPretty } from '../reporters/status-pretty';
import { usesColor, widthOf, type Environment as Variables, type Output } from '../terminal';
import type { MigrateArgs } from './migrate-args';

/** How a program of the project's ended. Never a success by a signal. */
export type ProgramEnd = { readonly kind: 'succeeded' } | { readonly kind: 'failed'; readonly how: string };

/** The branch that is checked out, and how far it is behind the one that it follows. */
interface Branch {
  readonly name: string | undefined;
  readonly upstream: string | undefined;
  readonly behind: number;
}

/** A project with the environment that it is to be migrated in. */
export interface MigrateTarget {
  readonly source: LintSource;
  readonly environment: Environment;
  /** `Prisma 7.10.0` */
  readonly prisma: string;
  readonly readStatus: () => Promise<StatusReport>;
  readonly plan: (status: StatusReport, isShared: boolean) => Promise<MigratePlan>;
  readonly branch: () => Promise<Branch | undefined>;
  /** Runs the project's own Prisma, with what it prints passed on and masked. */
  readonly runPrisma: (args: readonly string[]) => Promise<ProgramEnd>;
  /** Whether there is a client to generate. */
  readonly hasGenerator: boolean;
}

export interface MigrateDeps {
  /** @throws HumanError where there is no such project, environment or Prisma */
  readonly open: (args: MigrateArgs) => Promise<MigrateTarget>;
  /** Asks for a line of text; undefined where nobody can be asked, or does not want to answer. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * Applies the pending migrations of one project, unless something stands in the way.
 *
 * @returns 1 where it was refused, or a protected index is gone afterwards; 2 where Prisma failed
 * @throws HumanError where it could not be tried
 */
export async function runMigrate(args: MigrateArgs, deps: MigrateDeps): Promise<0 | 1 | 2> {
  const { stdout, stderr, env, cwd } = deps;
  const page = { cwd, width: widthOf(stdout, env), color: usesColor(args.color, env, stdout) };
  const say = (line = ''): void => void stdout.write(`${line}\n`);
  const target = await deps.open(args);
  const { environment } = target;
  const before = await target.readStatus();
  const plan = await target.plan(before, isShared(environment));

  if (plan.lint.findings.some(isCounted)) say(pretty([plan.lint], page));
  for (const line of await planLines(target, plan)) say(line);
  if (plan.obstacles.length > 0) {
    for (const obstacle of plan.obstacles) stderr.write(`migration-guard: ${printable(obstacle)}\n`);
    return 1;
  }
  if (args.dryRun || plan.pending.length === 0) {
    if (args.dryRun && plan.pending.length > 0) say('Nothing was applied: this was a dry run.');
    return 0;
  }
  const refusal = await refusalOf(args, environment, deps);
  if (refusal !== undefined) {
    stderr.write(`migration-guard: ${printable(refusal)}\n`);
    return 1;
  }
  return await apply(target, before, deps, page);
}

/** Whether others use the database too. */
function isShared({ name, production }: Environment): boolean {
  return production || name !== 'local';
}

async function apply(
  target: MigrateTarget,
  before: StatusReport,
  { stdout, stderr }: MigrateDeps,
  page: { cwd: string; width: number; color: boolean },
): Promise<0 | 1 | 2> {
  const end = await target.runPrisma(['migrate', 'deploy']);
  const after = await target.readStatus();
  const lost = lostMeanwhile(before, after);
  stdout.write(`\n${statusPretty([after], { ...page, all: false })}`);
  const { red, bold } = createColors(page.color);
  for (const { index, state } of lost) {
    const what = state === 'missing' ? 'is gone' : `is ${state}`;
    stderr.write(
      `${bold(red('LOST'))} ${printable(index.name)} was in place before, and ${what} now. migration-guard restore ${printable(index.name)} prints what brings it back.\n`,
    );
  }
  if (end.kind === 'failed') {
    stderr.write(`migration-guard: prisma migrate deploy ${end.how}.\n`);
    return 2;
  }
  if (lost.length > 0) return 1;
  if (!isUpToDate(after)) {
    stderr.write('migration-guard: Prisma said that it was done, but not everything is applied.\n');
    return 1;
  }
  if (isShared(target.environment) || !target.hasGenerator) return 0;
  const generated = await target.runPrisma(['generate']);
  if (generated.kind === 'succeeded') return 0;
  stderr.write(`migration-guard: the migrations are applied, but prisma generate ${generated.how}.\n`);
  return 2;
}

/** What would run, where, and from which branch. */
async function planLines(
  { environment, prisma, branch: branchOf }: MigrateTarget,
  { pending, remarks }: MigratePlan,
): Promise<string[]> {
  const { name, url, production } = environment;
  const branch = await branchOf();
  const where = `${printable(name)}${production && name !== 'prod' && name !== 'production' ? ' (production)' : ''} at ${printable(url.place)}`;
  if (pending.length === 0) return [`Nothing is pending for ${where}.`, ...remarks.map(printable)];
  return [
    `${counted(pending.length, 'migration')} to apply to ${where}, by ${prisma}:`,
    ...pending.map((one) => `  ${printable(one.name)}`),
    ...(branch ? [branchLine(branch)] : []),
    ...remarks.map(printable),
    '',
  ];
}

function branchLine({ name, upstream, behind }: Branch): string {
  const here = name === undefined ? 'No branch is checked out' : `The branch is ${printable(name)}`;
  if (upstream === undefined) return `${here}.`;
  if (behind === 0) return `${here}, which has all of ${printable(upstream)} as last fetched.`;
  return `${here}, which lacks ${counted(behind, 'commit')} of ${printable(upstream)}: git pull gets them.`;
}

/** Production wants to be named twice, and no setting turns that off. */
async function refusalOf(
  { force, confirm }: MigrateArgs,
  environment: Environment,
  { ask }: MigrateDeps,
): Promise<string | undefined> {
  const { name, production } = environment;
  if (!production) return undefined;
  const wanted = confirmationOf(environment);
  if (!force) return `${name} is production. Add --force, and name it by --confirm ${wanted} or when asked.`;
  const typed = confirm ?? (await ask(`${name} is production. Type ${wanted} to go on`));
  if (typed === undefined) {
    return `${name} is production, and nobody can be asked. Add --confirm ${wanted}.`;
  }
  return typed.trim() === wanted ? undefined : `What was typed is not ${wanted}, so nothing was applied.`;
}
