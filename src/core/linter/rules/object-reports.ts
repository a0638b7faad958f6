import { listed } from '../../listed';
import type { Severity } from '../findings/finding';
import type { Report } from '../findings/report';
import { keepObjectsFix } from '../fixes/keep-objects';
import { listObjectsFix } from '../fixes/list-objects';
import { makeAgainFix } from '../fixes/make-again';
import type { Change } from '../change/change';
import type { ObjectFamily, ObjectLosses } from '../change/object-change';
import { lossSentence } from '../change/object-words';

/** What a rule about objects that are no indexes says of a migration. */
interface ObjectRule {
  readonly family: ObjectFamily;
  readonly severity: { readonly generated: Severity; readonly deliberate: Severity };
  /** Of a loss that somebody explains. */
  readonly explained: Severity;
  /** What goes wrong from now on, as a sentence. */
  readonly cost: (losses: ObjectLosses) => string;
}

export function objectReports(change: Change, rule: ObjectRule): Report[] {
  return change.objectLosses
    .filter(({ family }) => family === rule.family)
    .map((losses) => report(change, losses, rule));
}

function report(change: Change, group: ObjectLosses, rule: ObjectRule): Report {
  const { losses, intent } = group;
  const [first] = losses;
  const { event } = first;
  const isNamed = event.kind === 'object-changed' || event.cause === 'named';
  const isExplained = intent === 'deliberate' && group.isExplained;
  const fixes = [keepObjectsFix(change, group), makeAgainFix(change, group), listObjectsFix(change, group)];
  return {
    severity: isExplained ? rule.explained : rule.severity[intent],
    range: event.range,
    objects: losses,
    loss: first.lacks ? 'weaken' : isNamed ? 'drop' : 'cascade',
    intent,
    message: lossSentence(losses),
    why: [rule.cost(group), whereFrom(group)].join(' '),
    fixes: fixes.filter((fix) => fix !== undefined),
    related: losses.map(({ object: { name, kind, origin } }) => ({
      ...{ file: origin.file, range: origin.range },
      message: `${kind === 'row level security' ? 'Row level security was switched on' : `${name} was made`} here, in ${origin.migration}.`,
    })),
  };
}

/** Who made them, and that Prisma does not bring them back. */
function whereFrom({ losses, entries }: ObjectLosses): string {
  const migrations = [...new Set(losses.map(({ object }) => object.origin.migration))];
  const reasons = entries.flatMap(({ description }) => description ?? []);
  const listing =
    entries.length === 0
      ? ''
      : ` Listed in drift-ignore.json${reasons.length > 0 ? `: ${listed(reasons).replace(/\.?$/, '')}` : ''}.`;
  const it = losses.length > 1 ? 'them' : 'it';
  return `Made by hand in ${listed(migrations)}; Prisma does not see ${it} and will not make ${it} again.${listing}`;
}
