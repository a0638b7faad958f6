import { createColors } from 'picocolors';
import type { ProtectedIndexStatus } from '../../../core/protection/live-state';
import type { Environment } from '../../../workflows/environment';
import type { MigratePlan } from '../../../workflows/migrate-plan';
import type { StatusReport } from '../../../workflows/status';
import type { Page } from '../../output/page';
import { counted, printable } from '../../output/printable';
import { pretty } from '../lint/formats/pretty';
import { isCounted } from '../lint/tally';
import { statusPretty } from '../status/pretty';

/** The branch that is checked out, and how far it is behind the one that it follows. */
interface Branch {
  readonly name: string | undefined;
  readonly upstream: string | undefined;
  readonly behind: number;
}

interface Target {
  readonly environment: Environment;
  /** `Prisma 7.10.0` */
  readonly prisma: string;
  /** Undefined without git. */
  readonly branch: Branch | undefined;
}

/** What lint finds, and what would run, where, and from which branch. */
export function plannedText(plan: MigratePlan, target: Target, page: Page): string {
  const findings = plan.lint.findings.some(isCounted) ? [pretty([plan.lint], page)] : [];
  return [...findings, ...planLines(plan, target)].map((line) => `${line}\n`).join('');
}

function planLines({ pending, remarks }: MigratePlan, { environment, prisma, branch }: Target): string[] {
  const { name, url, production } = environment;
  const where = `${printable(name)}${production && name !== 'prod' && name !== 'production' ? ' (production)' : ''} at ${printable(url.location)}`;
  if (pending.length === 0) return [`Nothing is pending for ${where}.`, ...remarks.map(printable)];
  return [
    `${counted(pending.length, 'migration')} to apply to ${where}, with ${prisma}:`,
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

/** How the database stands after Prisma, and on stderr what was lost meanwhile. */
export function deployedText(
  after: StatusReport,
  lost: readonly ProtectedIndexStatus[],
  page: Page,
): { readonly stdout: string; readonly stderr: string } {
  const { red, bold } = createColors(page.color);
  const lines = lost.map(({ index, state }) => {
    const what = state === 'missing' ? 'is gone' : `is ${state}`;
    return `${bold(red('LOST'))} ${printable(index.name)} was in place before, and ${what} now. migration-guard restore ${printable(index.name)} prints what brings it back.\n`;
  });
  return { stdout: `\n${statusPretty([after], { ...page, all: false })}`, stderr: lines.join('') };
}
