import type { ColumnDropped, IndexEvent } from '../../ledger/events';
import { relationName, relationSchema } from '../../ledger/records';
import type { Declarations } from '../../prisma-schema/declarations';
import { findDeclaredTable } from '../../prisma-schema/find-declared';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import { ruleMetadata } from '../findings/rule-metadata';
import { keepColumnFix } from '../fixes/keep-column';
import type { Rule } from './rule';

const metadata = ruleMetadata({
  id: 'drop-undeclared-column',
  summary: 'A column goes that a person made and no schema ever declared, with all that is stored in it.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'info' },
  fixable: ['keep'],
});

/** Whether a schema is known to lack the column: it has the table, and no such field. */
function lacks(declarations: Declarations | undefined, { table, column }: ColumnDropped): boolean {
  const declared =
    declarations && findDeclaredTable(declarations, relationName(table), relationSchema(table));
  return declared !== undefined && !declared.fields.has(column);
}

function report(change: Change, event: IndexEvent): Report[] {
  if (event.kind !== 'column-dropped') return [];
  const { table, column, origin, range } = event;
  const now = change.after.relation(table);
  // The table goes too, or the column is made again: Prisma changes types so.
  if (!now || now.columns.has(column)) return [];
  if (![change.declared, change.declaredBefore].every((schema) => lacks(schema, event))) return [];
  if (!lacks(change.declaredWith(origin.migration), event)) return [];
  const name = `${relationName(table)}.${column}`;
  const intent = change.intentOf(event);
  const fix = intent === 'generated' ? keepColumnFix(change, event) : undefined;
  return [
    {
      severity: metadata.severity[intent],
      range,
      intent,
      message: `Drops the column ${name}, which no schema ever declared, with all that is stored in it.`,
      why: `Made by hand in ${origin.migration}. Prisma drops what schema.prisma does not show: declare the column, as Unsupported("…") where Prisma does not know its type, and Prisma leaves it alone.`,
      fixes: fix ? [fix] : [],
      related: [
        {
          file: origin.file,
          range: origin.range,
          message: `${name} was made here, by hand, in ${origin.migration}.`,
        },
      ],
    },
  ];
}

export const dropUndeclaredColumn: Rule = {
  ...metadata,
  check: (change) => change.events.flatMap((event) => report(change, event)),
};
