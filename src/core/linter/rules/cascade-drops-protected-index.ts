import type { Range } from '../../range';
import type { IndexEvent } from '../../ledger/events';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import { columnComesBack, whatGoes } from '../change/what-goes';
import { isUnexplainedLoss } from '../change/unexplained-loss';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { refusedRebuild } from '../change/refused-rebuild';
import { originLocation, provenance, whyUnseen } from '../change/provenance';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'cascade-drops-protected-index',
  summary:
    'A dropped column, table, constraint, extension or schema, or a type change, takes a protected index along.',
  kinds: ['migration'],
  severity: { generated: 'warning', deliberate: 'info' },
  exceptions: {
    constraint: {
      severity: 'warning',
      intent: 'deliberate',
      when: 'for a unique or exclusion constraint with neither a reason nor a replacement',
    },
  },
  fixable: ['list', 'deliberate'],
});

function rangeOf(event: IndexEvent): Range {
  return 'range' in event ? event.range : event.step.range;
}

function messageOf(change: Change, { event, index }: Loss, unseen: string): string | undefined {
  const what = change.describe(index);
  if (event.kind === 'rebuilt') {
    return `Changes the type of a column of ${index.name}, ${what}${unseen}: PostgreSQL builds it again under a lock, or refuses.`;
  }
  if (isNamedConstraint(event)) return `Drops the constraint ${index.name}, ${what}${unseen}.`;
  return event.kind === 'cascaded'
    ? `${whatGoes(event)}, and with it ${index.name}, ${what}${unseen}.`
    : undefined;
}

/** DROP CONSTRAINT of a unique or exclusion constraint by its name. */
function isNamedConstraint(event: IndexEvent): boolean {
  return (
    event.kind === 'cascaded' &&
    event.cause === 'constraint' &&
    event.by === event.index.name &&
    (event.index.constraint === 'unique' || event.index.constraint === 'exclude')
  );
}

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'cascade') return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  // Who drops a table or a column thinks of its constraints; indexes are what nobody sees.
  const isOrdinary =
    index.constraint !== undefined &&
    !isNamedConstraint(event) &&
    !protection.entry &&
    protection.hidden.length === 0;
  const message = messageOf(change, loss, whyUnseen(protection));
  // Then nothing is built again, and postgresql-refuses says so.
  if (event.kind === 'rebuilt' && refusedRebuild(change, event) !== undefined) return [];
  if (!protection.isProtected || isOrdinary || message === undefined) return [];
  const intent = change.intentOf(event, loss);
  return [
    {
      severity:
        isNamedConstraint(event) && isUnexplainedLoss(change, loss)
          ? metadata.exceptions.constraint.severity
          : metadata.severity[intent],
      range: rangeOf(event),
      index,
      loss: 'cascade',
      intent,
      message: message + columnComesBack(event, loss),
      why: provenance(index, protection),
      fixes: [],
      related: originLocation(change, index),
    },
  ];
}

export const cascadeDropsProtectedIndex: Rule = {
  ...metadata,
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
};
