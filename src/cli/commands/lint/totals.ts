import type { Severity } from '../../../core/linter/findings/finding';
import { severities } from '../../../core/linter/findings/finding';
import type { LintReport } from '../../../workflows/lint-report';
import type { UnreadStatements } from '../../../workflows/unread-statements';
import { counted } from '../../../core/counted';
import { tally, type Tally } from '../../../workflows/lint-tally';
import { append } from '../../../core/append';

/** The reports in one line. */
export interface Totals {
  /** `1 error in 1 of 214 migrations`, with what did not count behind it. No word of a project's own. */
  readonly text: string;
  /** The worst severity that counts. */
  readonly worst: Severity | undefined;
}

/** @param aboutSettled goes on behind the number of findings in migrations that are already merged */
export function totals(all: readonly LintReport[], aboutSettled = ''): Totals {
  const reports = all.filter(({ untouched }) => untouched === undefined);
  const untouched = all.length - reports.length;
  if (reports.length === 0 && untouched > 0) {
    return { text: `Nothing to lint; ${untouchedPart(untouched)}`, worst: undefined };
  }
  const { text, worst } = ofLinted(reports, aboutSettled);
  return { text: untouched === 0 ? text : `${text}; ${untouchedPart(untouched)}`, worst };
}

function ofLinted(reports: readonly LintReport[], aboutSettled: string): Totals {
  const all = tally(reports);
  const { counts, files, onlyMigrations, linted, migrations, settled, suppressed, unreadStatements } = all;
  const kinds = severities.filter((severity) => counts[severity] > 0);
  const skipped = reports.filter((report) => report.skipped !== undefined).length;
  const broken = reports.filter((report) => report.broken.length > 0).length;
  const unread = reports.reduce((sum, report) => sum + (report.unread?.length ?? 0), 0);
  const among = counted(linted, 'migration');
  const where = onlyMigrations ? `${files} of ${among}` : `${counted(files, 'file')} (${among})`;
  const none = migrations === 0 ? 'There are no migrations yet' : `No findings in ${among}`;
  const found = kinds.map((severity) => counted(counts[severity], severity)).join(', ');
  const parts = [
    kinds.length > 0 ? `${found} in ${where}` : skipped === reports.length ? 'Nothing to lint' : none,
  ];
  if (all.queries) parts.push(queriesPart(all.queries));
  if (unread > 0) parts.push(`${counted(unread, 'file')} could not be read`);
  append(parts, unreadParts(unreadStatements));
  if (reports.length > 1) parts.push(counted(reports.length, 'project'));
  if (reports.length > 1 && skipped > 0) parts.push(`${skipped} skipped`);
  if (linted < migrations) parts.push(`the history has ${migrations}`);
  if (settled > 0) parts.push(`${settled} already merged${aboutSettled}`);
  if (suppressed > 0) parts.push(`${suppressed} suppressed`);
  append(parts, leftOut(all));
  if (broken > 0) parts.push(`${counted(broken, 'project')} not linted`);
  return { text: parts.join('; '), worst: unread + broken > 0 ? 'error' : kinds[0] };
}

/** `12 vector searches in 4 files` */
function queriesPart({ searches, files }: NonNullable<Tally['queries']>): string {
  return searches === 0
    ? 'no vector searches in code that could be judged'
    : `${counted(searches, 'vector search', 'es')} in ${counted(files, 'file')}`;
}

/** With --changed: `39 projects are as at the base`. */
export function untouchedPart(count: number): string {
  return `${counted(count, 'project')} ${count === 1 ? 'is' : 'are'} as at the base and not linted`;
}

/** Nobody looked at what these statements do. */
export function unreadParts({ drafts, settled }: UnreadStatements): string[] {
  return [
    ...(drafts > 0 ? [`${counted(drafts, 'statement')} could not be read`] : []),
    ...(settled > 0 ? [`${counted(settled, 'statement')} of merged migrations could not be read`] : []),
  ];
}

/** What nobody looked for or at, because migration-guard.json says so: `2 rules are off`, `3 migrations are skipped`. */
export function leftOut({
  rulesOff,
  skippedMigrations,
}: Pick<Tally, 'rulesOff' | 'skippedMigrations'>): string[] {
  const verb = (count: number): string => (count === 1 ? 'is' : 'are');
  return [
    ...(rulesOff > 0 ? [`${counted(rulesOff, 'rule')} ${verb(rulesOff)} off`] : []),
    ...(skippedMigrations > 0
      ? [`${counted(skippedMigrations, 'migration')} ${verb(skippedMigrations)} skipped`]
      : []),
  ];
}
