import { createColors } from 'picocolors';
import { ownCommand, type CommandTarget } from '../../../core/command-target';
import { listed } from '../../../core/listed';
import type { ProtectedIndexStatus } from '../../../core/protection/live-state';
import type { Environment } from '../../../workflows/environment';
import type { Deployed } from '../../../workflows/migrate';
import type { MigratePlan } from '../../../workflows/migrate-plan';
import type { Page } from '../../output/page';
import { counted } from '../../../core/counted';
import { printable } from '../../output/printable';
import { pretty } from '../lint/formats/pretty';
import { isCounted } from '../../../workflows/lint-tally';
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

function planLines(
  { pending, remarks, obstacles }: MigratePlan,
  { environment, prisma, branch }: Target,
): string[] {
  const { name, url, production } = environment;
  const where = `${printable(name)}${production && name !== 'prod' && name !== 'production' ? ' (production)' : ''} at ${printable(url.location)}`;
  if (pending.length === 0) {
    // One that has failed is still to be applied, which the obstacles tell.
    const nothing = obstacles.length > 0 ? [] : [`Nothing is pending for ${where}.`];
    return [...nothing, ...remarks.map(printable)];
  }
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

/** How the database stands after Prisma, and on stderr what was lost meanwhile, or is not as the migrations tell. */
export function deployedText(
  { after, lost, madeOtherwise }: Deployed,
  target: CommandTarget,
  page: Page,
): { readonly stdout: string; readonly stderr: string } {
  const { red, bold } = createColors(page.color);
  const lines = [
    ...lost.map(({ index, state }) => {
      const what = state === 'missing' ? 'is gone' : `is ${state}`;
      return `${bold(red('LOST'))} ${printable(`${index.name} was in place before, and ${what} now. ${restoring(index.name, target)}`)}`;
    }),
    ...madeOtherwise.map((status) => {
      const next = restoring(status.index.name, target);
      return `${bold(red('NOT MADE'))} ${printable(`${madeSentence(status)} ${next}`)}`;
    }),
  ];
  return {
    stdout: `\n${statusPretty([{ ...after, target }], { ...page, all: false })}`,
    stderr: lines.map((line) => `${line}\n`).join(''),
  };
}

function restoring(name: string, target: CommandTarget): string {
  return `${ownCommand('restore', target, name)} prints what brings it back.`;
}

function madeSentence({ index, state, differences }: ProtectedIndexStatus): string {
  const by = index.record ? ` is made by ${index.record.named.migration}, and` : '';
  switch (state) {
    case 'invalid':
      return `${index.name}${by} is invalid: no query uses it.`;
    case 'different':
      return `${index.name}${by} is another one: it has ${listed(differences)}.`;
    default:
      return `${index.name}${by} is not there.`;
  }
}
