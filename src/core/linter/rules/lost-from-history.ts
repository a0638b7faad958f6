import type { HistoryChange } from '../change/history-change';
import type { HistoryReport } from '../findings/report';
import type { HistoryRule } from './rule';
import { ruleMetadata } from '../findings/rule-metadata';
import type { IndexRecord } from '../../ledger/records';
import type { MigrationText } from '../../ledger/replay';
import { listed } from '../../listed';
import { isWrittenByPrisma, lostIndexOf } from '../change/lost-objects';
import { objectNames } from '../change/object-words';
import { onOneLine } from '../../sql/one-line';

const metadata = ruleMetadata({
  id: 'lost-from-history',
  summary:
    'An index, constraint, trigger, policy, view or function that the history made at the base is gone, or an index is another one now, and no statement drops it.',
  kinds: ['history'],
  severity: { generated: 'error', deliberate: 'error' },
  exceptions: {
    unknowable: {
      severity: 'warning',
      when: 'if nobody can tell what a block of a squashed migration made',
    },
    edited: {
      severity: 'info',
      when: 'for no index, if the migrations that made it are still there with another text',
    },
  },
  fixable: ['recreate'],
});

function check(change: HistoryChange): HistoryReport[] {
  if (change.changed.length === 0) return [];
  const notAsMade = [...change.ledgerAtBase.allIndexes()].filter(
    (index) =>
      index.constraint === undefined &&
      !change.takenAway.has(index.name) &&
      change.ledgerNow.relation(index.table) !== undefined &&
      !change.sameNow(index),
  );
  const isThere = ({ schema, name }: IndexRecord): boolean =>
    change.ledgerNow.index(schema, name) !== undefined;
  const lost = notAsMade.filter((index) => !isThere(index) && change.wasProtected(index));
  // A squash puts new migrations in the place of old ones: there the index is missing.
  const migration = change.added[0] ?? change.changed[0]?.before;
  if (!migration) return [];
  const others =
    change.added.length === 0 ? [] : notAsMade.flatMap((index) => ofOther(index, migration, change));
  const report = lossReport(lost, migration, change);
  const unknowable = change.added.length === 0 ? [] : ofUnknowable(migration, change);
  return [...(report ? [report] : []), ...unknowable, ...others];
}

/** One finding tells of all that is forgotten: a squash forgets many at once. */
function lossReport(
  indexes: readonly IndexRecord[],
  migration: MigrationText,
  change: HistoryChange,
): HistoryReport | undefined {
  const [index] = indexes;
  const { forgotten } = change;
  const fix = change.restoreBehind(indexes);
  const fixed = {
    fixes: fix ? [fix] : [],
    ...(isWrittenByPrisma(migration) && { intent: 'generated' as const }),
  };
  if (forgotten.length > 0) return { ...ofObjects(indexes, migration, change), ...fixed };
  if (!index) return undefined;
  const own = indexes.length === 1 ? ofOne(index, migration, change) : ofSeveral(indexes, migration, change);
  return { ...own, ...fixed };
}

/** What a block made by statements that it put together while it ran is known to the databases alone. */
function ofUnknowable({ file }: MigrationText, { base, unknowable }: HistoryChange): HistoryReport[] {
  if (unknowable.length === 0) return [];
  return [
    {
      severity: metadata.exceptions.unknowable.severity,
      file,
      range: { start: 0, end: 0 },
      message: `Cannot tell all that is lost: a block in ${listed(unknowable)}, which the history at ${base.commit} has, puts statements together while it runs.`,
      why: 'No migration has the block now. Write it into the new migration, or make there what it made.',
      related: [],
    },
  ];
}

/** Not only indexes are gone. */
function ofObjects(
  indexes: readonly IndexRecord[],
  { file }: MigrationText,
  { base, forgotten, changed }: HistoryChange,
): HistoryReport {
  // Who edits the statement out of its migration has seen it, and edited-settled-migration tells of the edit.
  const isEdit = forgotten.every(({ lost }) =>
    changed.some(({ before, now }) => before.name === lost.migration && now?.name === before.name),
  );
  const objects = [...indexes.map(lostIndexOf), ...forgotten.map(({ lost }) => lost)];
  const by = forgotten.flatMap(({ lost, statements }) => (statements ? [] : lost));
  const byHand =
    by.length === 0 ? '' : ` No statement that we could write brings back ${objectNames(by, true)}.`;
  return {
    severity:
      isEdit && indexes.length === 0 ? metadata.exceptions.edited.severity : metadata.severity.deliberate,
    file,
    range: { start: 0, end: 0 },
    objects,
    message: `Loses ${objectNames(objects, true)}: the history at ${base.commit} made ${objects.length === 1 ? 'it' : 'them'}, and no migration does now.`,
    why: `Databases built from these migrations lack ${objects.length === 1 ? 'it' : 'them'}, and Prisma does not see that.${byHand}`,
    related: [],
  };
}

/** What of its name a new migration makes: in a squash that Prisma wrote the plain index that the schema declares. */
function ofOther(index: IndexRecord, { file }: MigrationText, change: HistoryChange): HistoryReport[] {
  const differences = change.differencesNow(index);
  const now = change.ledgerNow.index(index.schema, index.name);
  if (differences.length === 0 || !now || !change.wasProtected(index)) return [];
  const isNew = change.added.some((migration) => migration.file === now.origin.file);
  // Where what made it is still there, the new statement makes it a second time: duplicate-protected-index says so.
  const isMakerGone = change.changed.some(
    ({ before, now: same }) => before.name === index.origin.migration && same === undefined,
  );
  if (isNew && !isMakerGone) return [];
  const sql = change.createStatementOf(index);
  const again = sql === undefined ? '' : ` Make it there as it was: ${onOneLine(sql)};`;
  return [
    {
      severity: metadata.severity.deliberate,
      ...(isNew ? { file: now.origin.file, range: now.origin.range } : { file, range: { start: 0, end: 0 } }),
      index: index.name,
      message: `Makes ${index.name} another index than the history at ${change.base.commit}: it has ${listed(differences)}.`,
      why: `It was ${change.describe(index)}, made in ${index.origin.migration}. Databases built from these migrations get another index than those that exist.${again}`,
      related: [],
    },
  ];
}

function ofOne(index: IndexRecord, { file }: MigrationText, change: HistoryChange): HistoryReport {
  const sql = change.createStatementOf(index);
  const again = sql === undefined ? '' : ` Make it there again: ${onOneLine(sql)};`;
  return {
    severity: metadata.severity.deliberate,
    file,
    range: { start: 0, end: 0 },
    index: index.name,
    message: `Loses ${index.name}, ${change.describe(index)}: the history at ${change.base.commit} made it, and no migration does now.`,
    why: `It was made in ${index.origin.migration}. Databases built from these migrations lack it, and Prisma will treat it as drift in those that have it.${again}`,
    related: [],
  };
}

/** A squash forgets many at once. */
function ofSeveral(
  indexes: readonly IndexRecord[],
  { file }: MigrationText,
  change: HistoryChange,
): HistoryReport {
  const statements = indexes.flatMap((index) => {
    const sql = change.createStatementOf(index);
    return sql === undefined ? [] : [`${onOneLine(sql)};`];
  });
  const again = statements.length === 0 ? '' : ` Make them there again: ${statements.join(' ')}`;
  return {
    severity: metadata.severity.deliberate,
    file,
    range: { start: 0, end: 0 },
    message: `Loses ${indexes.length} indexes that the history at ${change.base.commit} made, and no migration does now: ${listed(indexes.map(({ name }) => name))}.`,
    why: `Databases built from these migrations lack them, and Prisma will treat them as drift in those that have them.${again}`,
    related: [],
  };
}

export const lostFromHistory: HistoryRule = {
  ...metadata,
  check,
};
