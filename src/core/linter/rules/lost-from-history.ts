import type { HistoryChange } from '../change/history-change';
import type { HistoryReport } from '../findings/report';
import type { HistoryRule } from './rule';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'lost-from-history',
  summary: 'An index that the history made at the base is gone, and no statement drops it.',
  kinds: ['history'],
  severity: { generated: 'error', deliberate: 'error' },
  fixable: [],
});

function check(change: HistoryChange): HistoryReport[] {
  if (change.changed.length === 0) return [];
  const lost = [...change.ledgerAtBase.allIndexes()].filter(
    (index) =>
      index.constraint === undefined &&
      !change.takenAway.has(index.name) &&
      !change.ledgerNow.index(index.schema, index.name) &&
      change.ledgerNow.relation(index.table) !== undefined &&
      !change.sameNow(index),
  );
  // A squash puts new migrations in the place of old ones: there the index is missing.
  const migration = change.added[0] ?? change.changed[0]?.before;
  if (!migration) return [];
  return lost.map((index) => {
    const sql = change.createStatementOf(index)?.replace(/\s+/g, ' ');
    const again = sql === undefined ? '' : ` Make it there again: ${sql};`;
    return {
      severity: metadata.severity.deliberate,
      file: migration.file,
      range: { start: 0, end: 0 },
      index: index.name,
      message: `Loses ${index.name}, ${change.describe(index)}: the history at ${change.base} made it, and no migration does now.`,
      why: `It was made in ${index.origin.migration}. Databases built from these migrations lack it, and Prisma will treat it as drift in those that have it.${again}`,
      related: [],
    };
  });
}

export const lostFromHistory: HistoryRule = {
  ...metadata,
  check,
};
