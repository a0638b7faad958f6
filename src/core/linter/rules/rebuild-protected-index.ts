import { declareFix } from '../fixes/declare';
import { keepFix } from '../fixes/keep';
import type { Loss } from '../../ledger/losses';
import type { IndexRecord } from '../../ledger/records';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originLocation, provenance, whatToDoHere } from '../change/provenance';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'rebuild-protected-index',
  summary:
    'A protected index is dropped and made again the same, under a lock, be it by a later new migration.',
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

/** Dropped in one new migration and made again in a later one, whether the schema declares it or not. */
function reportApart(change: Change, loss: Loss): Report[] {
  const { index, event } = loss;
  if (event.kind !== 'dropped') return [];
  const again = change.madeAgainLater(loss);
  if (!again || change.intentOf(event, loss) !== 'generated') return [];
  const protection = change.protectionOf(index);
  // What Prisma made, it makes again once the schema declares it again.
  if (!protection.isProtected && index.origin.author === 'prisma') return [];
  return [
    {
      severity: metadata.severity.generated,
      range: event.name.range,
      index,
      loss: 'drop',
      intent: 'generated',
      message: `Drops ${index.name}, ${change.describe(index)}, and ${again.origin.migration} makes the same index again: take both statements out.`,
      why: `${provenance(index, protection)} In between the index is missing, and making it again blocks writes.`,
      fixes: [],
      related: [...originLocation(change, index), ...madeAgainAt(again)],
    },
  ];
}

function madeAgainAt({ name, origin: { file, range, migration } }: IndexRecord): Report['related'] {
  return [{ file, range, message: `${name} is made again here, in ${migration}.` }];
}

export const rebuildProtectedIndex: Rule = {
  ...metadata,
  check: (change) => change.losses.flatMap((loss) => [...report(change, loss), ...reportApart(change, loss)]),
};
