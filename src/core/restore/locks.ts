import type { CatalogueTable } from '../database/tables';
import { isConstraint } from '../ledger/object-record';
import type { ProtectedObject } from '../protection/protected-object';
import type { ObjectPlan, RestorePlan, RestoreStatement } from './plan';
import { sizeLabel, smallTableRows } from './table-size';
import { grouped } from '../grouped';

/** What waits while an index comes back, and for how big a table, in sentences. */
export function locksOf(
  kind: RestorePlan['kind'],
  statements: readonly RestoreStatement[],
  table: CatalogueTable,
): string[] {
  const concurrently = statements.some(({ isConcurrent }) => isConcurrent);
  const what = `${table.name} (${sizeLabel(table)})`;
  const locks: string[] = [];
  if (concurrently) {
    locks.push(
      `Reads ${what} twice while reads and writes go on; waits for every open transaction, and migrations of this table wait for it.`,
    );
  } else {
    const why =
      table.kind === 'partitioned table'
        ? 'PostgreSQL cannot build an index of a partitioned table concurrently.'
        : `Below ${grouped(smallTableRows)} rows that takes a moment.`;
    locks.push(`Blocks writes to ${what} while it is built; reads go on. ${why}`);
  }
  if (kind === 'swap') {
    locks.push(`Then blocks reads and writes of ${table.name} for a moment, while the names change.`);
  }
  return locks;
}

/** What waits while an object that is no index comes back, and for how big a table, in sentences. */
export function locksOfObject(
  object: Pick<ProtectedObject, 'kind' | 'record'>,
  { statements, validation }: Pick<ObjectPlan, 'statements' | 'validation'>,
  table: CatalogueTable,
): string[] {
  const what = `${table.name} (${sizeLabel(table)})`;
  const validates = `${statements.length > 0 ? 'Then reads' : 'Reads'} every row of ${what} while reads and writes go on.`;
  if (statements.length === 0) return [validates];
  if (object.kind === 'trigger') return [`Blocks writes to ${what} for a moment; reads go on.`];
  const readsRows = isConstraint(object) && statements.some((sql) => /\bADD CONSTRAINT\b/.test(sql));
  if (!readsRows || validation !== undefined || object.record?.mode === 'not valid') {
    return [
      `Blocks reads and writes of ${table.name} for a moment.`,
      ...(validation === undefined ? [] : [validates]),
    ];
  }
  return [
    object.kind === 'check'
      ? `Blocks reads and writes of ${what} while every row is checked.`
      : `Blocks reads and writes of ${what} while it is made from every row.`,
  ];
}
