import { createColors } from 'picocolors';
import { listed } from '../../../core/listed';
import type { ProtectedIndexStatus } from '../../../core/protection/live-state';
import { quoteName } from '../../../core/sql/names';
import { onOneLine } from '../../../core/sql/one-line';
import type { Environment } from '../../../workflows/environment';
import type { Deployed } from '../../../workflows/migrate';
import type { MigratePlan } from '../../../workflows/migrate-plan';
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

/** How the database stands after Prisma, and on stderr what was lost meanwhile, or is not as the migrations tell. */
export function deployedText(
  { after, lost, madeOtherwise }: Deployed,
  page: Page,
): { readonly stdout: string; readonly stderr: string } {
  const { red, bold } = createColors(page.color);
  const isProtected = new Set(after.protectedIndexes.map(({ index }) => index.name));
  const lines = [
    ...lost.map(({ index, state }) => {
      const what = state === 'missing' ? 'is gone' : `is ${state}`;
      return `${bold(red('LOST'))} ${printable(`${index.name} was in place before, and ${what} now. ${restoring(index.name)}`)}`;
    }),
    ...madeOtherwise.map((status) => {
      const next = isProtected.has(status.index.name) ? restoring(status.index.name) : makingAnew(status);
      return `${bold(red('NOT MADE'))} ${printable(`${madeSentence(status)} ${next}`)}`;
    }),
  ];
  return {
    stdout: `\n${statusPretty([after], { ...page, all: false })}`,
    stderr: lines.map((line) => `${line}\n`).join(''),
  };
}

function restoring(name: string): string {
  return `migration-guard restore ${name} prints what brings it back.`;
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

/** For an index after which restore does not look. */
function makingAnew({ index, state, live }: ProtectedIndexStatus): string {
  const drop =
    state === 'missing' || !live ? '' : `DROP INDEX ${quoteName(live.schema)}.${quoteName(live.name)}; `;
  const create = index.createStatement === undefined ? '' : `${onOneLine(index.createStatement)};`;
  return `To make it, put this into a new migration: ${drop}${create}`;
}
