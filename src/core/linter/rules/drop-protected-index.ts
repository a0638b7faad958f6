import type { Intent, Severity } from '../findings/finding';
import { declareFix } from '../fixes/declare';
import { keepFix } from '../fixes/keep';
import { keepUnknownFix } from '../fixes/keep-unknown';
import { recreateFix } from '../fixes/recreate';
import type { IndexEvent } from '../../ledger/events';
import type { Loss } from '../../ledger/losses';
import { relationName } from '../../ledger/records';
import type { Change } from '../change/change';
import { isUnexplainedLoss } from '../change/unexplained-loss';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originLocation, provenance, whatToDoHere, whyUnseen } from '../change/provenance';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'drop-protected-index',
  summary: 'DROP INDEX of an index that Prisma cannot see or that nobody declared, not made again.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'info' },
  exceptions: {
    covered: { severity: 'info', when: 'if another index covers it' },
    unexplained: {
      severity: 'warning',
      intent: 'deliberate',
      when: 'if listed, unique, of a vector or an exclusion, with neither a reason nor a replacement',
    },
  },
  fixable: ['keep', 'recreate', 'declare', 'list', 'deliberate'],
});

const { severity, exceptions } = metadata;

function consequence(change: Change, loss: Loss): string {
  const parent = loss.index.parent === undefined ? undefined : change.before.indexById(loss.index.parent);
  if (parent)
    return ` PostgreSQL refuses: cannot drop index ${loss.index.name} because index ${parent.name} requires it.`;
  if (loss.index.constraint)
    return ` PostgreSQL refuses: cannot drop index ${loss.index.name} because constraint ${loss.index.name} on table ${relationName(loss.index.table)} requires it.`;
  if (loss.baseGone) return ` This migration drops its ${loss.baseGone} too.`;
  return '';
}

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'drop' || loss.event.kind !== 'dropped') return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  if (!protection.isProtected) return [];
  const intent = change.intentOf(event, loss);
  // Another rule says that both statements are for nothing.
  if (intent === 'generated' && change.madeAgainLater(loss)) return [];
  const covering = protection.entry ? undefined : change.coveredBy(loss);
  const instead = covering ? ` ${covering.name} covers it.` : '';
  const keep = keepFix(change, loss, ', which Prisma will try to drop again until schema.prisma declares it');
  const recreate = recreateFix(change, loss);
  return [
    {
      severity: covering ? exceptions.covered.severity : severityOf(change, loss, intent),
      range: event.name.range,
      index,
      loss: 'drop',
      intent,
      message: `Drops ${index.name}, ${change.describe(index)}${whyUnseen(protection)}.${instead}${consequence(change, loss)}`,
      why: provenance(index, protection) + (covering ? '' : whatToDoHere(change, loss)),
      fixes: [
        keep && { ...keep, preferred: covering === undefined },
        recreate,
        declareFix(change, loss),
      ].filter((fix) => fix !== undefined),
      related: originLocation(change, index),
    },
  ];
}

function severityOf(change: Change, loss: Loss, intent: Intent): Severity {
  const isUnexplained = intent === 'deliberate' && isUnexplainedLoss(change, loss);
  return isUnexplained ? exceptions.unexplained.severity : severity[intent];
}

/** An index that drift-ignore.json lists is protected also where no migration makes it. */
function reportListed(change: Change, event: IndexEvent): Report[] {
  if (event.kind !== 'unknown-drop' || change.before.findIndex(event.name)) return [];
  const entry = change.entryOf(event);
  if (!entry) return [];
  const { schema = 'public', name, range } = event.name;
  const intent = change.intentOf(event);
  const reason = entry.description === undefined ? '' : `: ${entry.description.replace(/\.?$/, '')}`;
  const keep = keepUnknownFix(change, event, ', which drift-ignore.json lists');
  return [
    {
      severity: intent === 'deliberate' ? exceptions.unexplained.severity : severity[intent],
      range,
      index: { schema, name },
      loss: 'drop',
      intent,
      message: `Drops ${name}, which drift-ignore.json lists${reason}.`,
      why: 'No migration makes it: it was made outside the history, and nothing in the history can bring it back.',
      fixes: keep ? [keep] : [],
      related: [],
    },
  ];
}

export const dropProtectedIndex: Rule = {
  ...metadata,
  check: (change) => [
    ...change.losses.flatMap((loss) => report(change, loss)),
    ...change.events.flatMap((event) => reportListed(change, event)),
  ],
};
