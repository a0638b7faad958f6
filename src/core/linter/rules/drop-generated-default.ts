import type { Fix } from '../findings/finding';
import type { Range } from '../../range';
import { keepGeneratedFix } from '../fixes/keep-generated';
import { rangeOf } from '../fixes/leave-action-out';
import { wantedName } from '../../ledger/default-names';
import { followColumn } from '../../ledger/follow';
import { relationName, type ColumnKey } from '../../ledger/records';
import { headingOf } from '../../sql/headings';
import type { Cursor, NameRef } from '../../sql/cursor';
import { statementCursor } from '../../sql/statement-cursor';
import type { Statement } from '../../sql/statements';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'drop-generated-default',
  summary: 'Prisma drops the expression of a generated column, or a sequence that somebody made by hand.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: undefined },
  fixable: ['keep'],
});

function report(range: Range, message: string, why: string, fix?: Fix): Report {
  return {
    severity: metadata.severity.generated,
    range,
    intent: 'generated',
    message,
    why,
    fixes: fix ? [fix] : [],
    related: [],
  };
}

/** `ALTER TABLE … ALTER COLUMN … DROP DEFAULT` of generated columns. */
function defaults(change: Change, statement: Statement, cursor: Cursor): Report[] {
  cursor.take('if', 'exists');
  cursor.take('only');
  const table = cursor.name();
  const relation = table && change.before.findRelation(table);
  if (!relation) return [];
  const reports: Report[] = [];
  const actions = cursor.items();
  const ranges = actions.map(rangeOf);
  for (const [at, action] of actions.entries()) {
    if (!action.take('alter')) continue;
    action.take('column');
    const column = action.identifier();
    const range = ranges[at];
    if (!range || !column || !action.take('drop', 'default') || !relation.generated.has(column.name))
      continue;
    reports.push(
      report(
        range,
        `Drops the default of ${relation.name}.${column.name}, which is a generated column: PostgreSQL refuses.`,
        'Prisma mistakes the expression for a default that the schema does not declare. Give the field @default(dbgenerated()), and it leaves the column alone.',
        keepGeneratedFix(change, { statement, table: relation.name, column: column.name, at, ranges }),
      ),
    );
  }
  return reports;
}

/** The column is gone at the end of the migration: what belongs to it would have gone with it. */
function isGone({ after, events }: Change, owner: ColumnKey): boolean {
  const { table, column } = followColumn(owner, events);
  const relation = after.relation(table);
  return !relation || (relation.complete && !relation.columns.has(column));
}

/** A sequence with SERIAL's own name that belongs to its column: PostgreSQL's dumps write SERIAL so. */
function isSerialInFull(name: string, { table, column }: ColumnKey): boolean {
  return name === wantedName(relationName(table), [column], 'seq');
}

/** `DROP SEQUENCE` of what a person made with CREATE SEQUENCE. */
function sequence(change: Change, name: NameRef): Report[] {
  const found = change.before.findRelation(name);
  if (found?.kind !== 'sequence' || found.author !== 'hand') return [];
  const { owner } = found;
  if (owner && (isSerialInFull(found.name, owner) || isGone(change, owner))) return [];
  return [
    report(
      name.range,
      `Drops the sequence ${found.name}, which was made by hand, and with it its current number.`,
      'Prisma knows sequences of autoincrement() only. It drops this one because schema.prisma does not declare the default that uses it.',
    ),
  ];
}

/** Prisma's heading stands above the statement, or above the ALTER TABLE right before it. */
function isGenerated({ migration, script }: Change, statement: Statement): boolean {
  const isHeaded = (one: Statement): boolean =>
    ['AlterTable', 'DropSequence'].some((heading) =>
      headingOf(migration.text, script.statements, one, heading),
    );
  const previous = script.statements[statement.index - 1];
  return (
    isHeaded(statement) || (statement.leading.length === 0 && previous !== undefined && isHeaded(previous))
  );
}

function check(change: Change, statement: Statement): Report[] {
  if (statement.verb !== 'alter' && statement.verb !== 'drop') return [];
  if (!isGenerated(change, statement)) return [];
  const cursor = statementCursor(change.migration.text, statement);
  if (cursor.take('alter', 'table')) return defaults(change, statement, cursor);
  if (!cursor.take('drop', 'sequence')) return [];
  cursor.take('if', 'exists');
  return cursor.names().flatMap((name) => sequence(change, name));
}

export const dropGeneratedDefault: Rule = {
  ...metadata,
  check: (change) =>
    // Most migrations do neither, and to read all their statements again takes long.
    /drop\s+(?:default|sequence)/i.test(change.migration.text)
      ? change.script.statements.flatMap((statement) => check(change, statement))
      : [],
};
