import type { LintReport } from '../../../../workflows/lint-report';
import { counted } from '../../../../core/counted';
import { printable } from '../../../output/printable';
import { tally } from '../../../../workflows/lint-tally';
import { leftOut } from '../totals';

/** A line about one project, or about several of which the same is to be said. */
export interface QuietLine {
  /** `Project apps/web`, `39 projects`. */
  readonly subject: string;
  readonly what: string;
  /** Whether all of it was looked at. */
  readonly isWhole: boolean;
}

/** Whoever wants to know all of their names has --format json. */
const mostNames = 5;

/**
 * What there is to say of projects without findings. Those that were looked at whole are only counted; what was not looked
 * at stands in a line of its own, with names.
 *
 * @param label what a project is called among the others
 */
export function quietProjects(
  reports: readonly LintReport[],
  label: (report: LintReport) => string,
): QuietLine[] {
  const groups = new Map<string, LintReport[]>();
  for (const report of reports.filter(({ untouched }) => untouched === undefined)) {
    const key = kindOf(report);
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups].map(([kind, group]) => {
    const [first] = group;
    const isWhole = kind === looked;
    const what = whatOf(group);
    if (group.length === 1 && first) return { subject: `Project ${label(first)}`, what, isWhole };
    const names = isWhole ? '' : ` (${namesOf(group.map(label))})`;
    return { subject: `${counted(group.length, 'project')}${names}`, what, isWhole };
  });
}

const looked = 'looked at';

/** The same for projects of which the same is to be said. */
function kindOf({ broken, skipped, unplanned, linted, leftOut: without }: LintReport): string {
  if (broken.length > 0) return 'broken';
  if (unplanned) return 'unplanned';
  if (skipped !== undefined) return `skipped ${skipped}`;
  if (linted === 0) return 'nothing in it';
  const rules = without?.rules ?? [];
  const skips = (without?.migrations ?? 0) > 0;
  return rules.length === 0 && !skips ? looked : JSON.stringify([...rules, skips]);
}

function whatOf(group: readonly LintReport[]): string {
  const [first] = group;
  const { linted } = tally(group);
  if (first && first.broken.length > 0) {
    return `not linted, ${group.length === 1 ? 'its' : 'their'} configuration cannot be read`;
  }
  if (first?.skipped !== undefined) {
    return `skipped, ${group.length === 1 ? 'it uses' : 'they use'} ${printable(first.skipped)}`;
  }
  if (first?.unplanned) return `not linted, ${group.length === 1 ? 'it has' : 'they have'} no migrations`;
  const without = leftOut(tally(group)).map((what) => `; ${what}`);
  return `no findings in ${counted(linted, 'migration')}${without.join('')}`;
}

function namesOf(labels: readonly string[]): string {
  const more = labels.length - mostNames;
  const shown = labels.slice(0, mostNames).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
