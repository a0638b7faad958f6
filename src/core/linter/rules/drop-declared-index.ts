import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originLocation, provenance } from '../change/provenance';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'drop-declared-index',
  summary: 'DROP INDEX of an index that schema.prisma still declares.',
  kinds: ['migration'],
  severity: { generated: 'warning', deliberate: 'warning' },
  fixable: ['deliberate'],
});

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'drop' || loss.event.kind !== 'dropped' || loss.baseGone) return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  // A protected one is reported by drop-protected-index; a relation table's indexes change names with Prisma's versions.
  if (protection.isProtected || change.existsAtEnd(index)) return [];
  const declaration = change.declarationOf(index);
  if (!declaration || declaration.implicit || change.isMadeOtherwise(declaration, loss.atEnd.table))
    return [];
  const intent = change.intentOf(event, loss);
  return [
    {
      severity: metadata.severity[intent],
      range: event.name.range,
      index,
      loss: 'drop',
      intent,
      message: `Drops ${index.name}, ${change.describe(index)} that schema.prisma still declares: database and schema part ways.`,
      why: `${provenance(index, protection)} The next migrate dev will write a CREATE INDEX for it.`,
      fixes: [],
      related: [
        { file: declaration.file, range: declaration.range, message: `${index.name} is declared here.` },
        ...originLocation(change, index),
      ],
    },
  ];
}

export const dropDeclaredIndex: Rule = {
  ...metadata,
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
};
