import { listed } from '../../listed';
import type { Intent, Severity } from '../findings/finding';
import { ruleMetadata, type RuleMetadata, type SeverityException } from '../findings/rule-metadata';
import type { Rule } from './rule';
import type { Report } from '../findings/report';
import { keepObjectsFix } from '../fixes/keep-objects';
import { listObjectsFix } from '../fixes/list-objects';
import { makeAgainFix } from '../fixes/make-again';
import type { Change } from '../change/change';
import type { ObjectFamily, ObjectLosses } from '../change/object-change';
import { ownWords } from '../change/entry-words';
import { lossSentence } from '../change/object-words';

const explained: SeverityException = {
  severity: 'info',
  intent: 'deliberate',
  when: 'with a reason or a replacement',
};

/** What rules about objects that are no indexes differ in. */
interface ObjectRule extends Pick<RuleMetadata, 'id' | 'summary'> {
  readonly family: ObjectFamily;
  /** The severities of what nobody explains. */
  readonly severity: Readonly<Record<Intent, Severity>>;
  /** That of a constraint that went with a column while others of its columns stay: maybe it had no sense any more. */
  readonly partly?: SeverityException;
  /** What goes wrong from now on, as a sentence. */
  readonly cost: (losses: ObjectLosses) => string;
}

export function objectRule(rule: ObjectRule): Rule {
  const { id, summary, severity, family } = rule;
  return {
    ...ruleMetadata({
      ...{
        id,
        summary,
        severity,
        kinds: ['migration'],
        exceptions: { ...(rule.partly && { partly: rule.partly }), explained },
      },
      fixable: ['keep', 'recreate', 'list', 'deliberate'],
    }),
    check: (change) =>
      change.objectLosses
        .filter((losses) => losses.family === family)
        .map((losses) => report(change, losses, rule)),
  };
}

function report(change: Change, group: ObjectLosses, rule: ObjectRule): Report {
  const { losses, intent } = group;
  const [first] = losses;
  const { event } = first;
  const isNamed = event.kind === 'object-changed' || event.cause === 'named';
  const fixes = [keepObjectsFix(change, group), makeAgainFix(change, group), listObjectsFix(change, group)];
  return {
    severity: severityOf(group, rule),
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
  const reasons = entries.flatMap(({ description }) => ownWords(description) ?? []);
  const listing =
    entries.length === 0
      ? ''
      : ` Listed in drift-ignore.json${reasons.length > 0 ? `: ${listed(reasons).replace(/\.?$/, '')}` : ''}.`;
  const it = losses.length > 1 ? 'them' : 'it';
  return `Made by hand in ${listed(migrations)}; Prisma does not see ${it} and will not make ${it} again.${listing}`;
}

function severityOf(
  { losses: [{ comeback }], intent, isExplained }: ObjectLosses,
  rule: ObjectRule,
): Severity {
  if (intent === 'deliberate' && isExplained) return explained.severity;
  const isPartly = intent === 'generated' && comeback?.kind === 'other-columns';
  return (isPartly ? rule.partly?.severity : undefined) ?? rule.severity[intent];
}
