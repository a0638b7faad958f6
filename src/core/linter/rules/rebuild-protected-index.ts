import { declareFix } from '../fixes/declare';
import { keepFix } from '../fixes/keep';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originLocation, provenance, whatToDoHere } from '../change/provenance';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'rebuild-protected-index',
  summary: 'A protected index is dropped and made again the same, under a lock.',
  kinds: ['migration'],
  severity: { generated: 'warning', deliberate: undefined },
  fixable: ['keep', 'declare', 'list', 'deliberate'],
});

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'rebuild' || loss.event.kind !== 'dropped') return [];
  const { index, event, replacement } = loss;
  // A primary key or a constraint that takes over is more than the same index.
  if (replacement?.constraint !== index.constraint) return [];
  const protection = change.protectionOf(index);
  if (!protection.isProtected || change.intentOf(event, loss) !== 'generated') return [];
  const keep = keepFix(change, loss, ': the same index was made again below');
  return [
    {
      severity: metadata.severity.generated,
      range: event.name.range,
      index,
      loss: 'rebuild',
      intent: 'generated',
      message: `Drops ${index.name}, ${change.describe(index)}, and makes the same index again: a needless rebuild that blocks writes.`,
      why: provenance(index, protection) + whatToDoHere(change, loss),
      fixes: [keep, declareFix(change, loss)].filter((fix) => fix !== undefined),
      related: originLocation(change, index),
    },
  ];
}

export const rebuildProtectedIndex: Rule = {
  ...metadata,
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
};
