import { keepFix } from '../fixes/keep';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originLocation, provenance } from '../change/provenance';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'duplicate-protected-index',
  summary: "CREATE INDEX with a protected index's name and another definition, which PostgreSQL refuses.",
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'warning' },
  fixable: ['keep', 'list', 'deliberate'],
});

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'duplicate' || loss.event.kind !== 'refused') return [];
  const { index, event } = loss;
  const { operation } = event.step;
  const protection = change.protectionOf(index);
  if (!protection.isProtected || operation.kind !== 'create-index') return [];
  const intent = change.intentOf(event, loss);
  const keep = keepFix(change, loss, ': an index of this name exists already');
  return [
    {
      severity: metadata.severity[intent],
      range: operation.name?.range ?? event.step.range,
      index,
      loss: 'duplicate',
      intent,
      message: `Creates ${index.name}, which exists already as ${change.describe(index)}: PostgreSQL refuses the statement.`,
      why: provenance(index, protection),
      fixes: keep ? [keep] : [],
      related: originLocation(change, index),
    },
  ];
}

export const duplicateProtectedIndex: Rule = {
  ...metadata,
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
};
