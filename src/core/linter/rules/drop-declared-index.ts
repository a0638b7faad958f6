import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import { columnComesBack, whatGoes } from '../change/what-goes';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originLocation, provenance } from '../change/provenance';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'drop-declared-index',
  summary: 'An index goes that schema.prisma still declares: by DROP INDEX, or with its column or table.',
  kinds: ['migration'],
  severity: { generated: 'warning', deliberate: 'warning' },
  fixable: ['deliberate'],
});

/** Where it stands, and what happens; undefined where the index does not go. */
function whatHappens(change: Change, loss: Loss): Pick<Report, 'range' | 'message'> | undefined {
  const { index, event } = loss;
  const what = `${index.name}, ${change.describe(index)} that schema.prisma still declares: the database and the schema will differ.`;
  if (loss.kind === 'drop' && event.kind === 'dropped' && !loss.baseGone) {
    return { range: event.name.range, message: `Drops ${what}` };
  }
  if (loss.kind !== 'cascade' || event.kind !== 'cascaded') return undefined;
  // What a settled migration took along, Prisma has seen to since.
  if (change.state === 'settled' || !isFirstOfTable(change, loss)) return undefined;
  return {
    range: event.range,
    message: `${whatGoes(event)}, and with it ${what}${columnComesBack(event, loss)}`,
  };
}

/** A table that is gone takes all of its indexes along: of those one stands for all. */
function isFirstOfTable({ losses, declarationOf }: Change, loss: Loss): boolean {
  if (loss.baseGone !== 'table') return true;
  const isLike = (other: Loss): boolean =>
    other.kind === 'cascade' &&
    other.baseGone === 'table' &&
    other.atEnd.table === loss.atEnd.table &&
    declarationOf(other.index) !== undefined;
  return losses.find(isLike) === loss;
}

function report(change: Change, loss: Loss): Report[] {
  const happens = whatHappens(change, loss);
  if (!happens) return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  // A protected one is reported by another rule; a relation table's indexes change names with Prisma's versions.
  if (protection.isProtected || change.existsAtEnd(index)) return [];
  const declaration = change.declarationOf(index);
  if (!declaration || declaration.implicit || change.isMadeOtherwise(declaration, loss.atEnd.table))
    return [];
  const intent = change.intentOf(event, loss);
  return [
    {
      severity: metadata.severity[intent],
      ...happens,
      index,
      loss: loss.kind,
      intent,
      why: `${provenance(index, protection)} The next migrate dev will write a CREATE ${loss.baseGone === 'table' ? 'TABLE' : 'INDEX'} for it.`,
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
