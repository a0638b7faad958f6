import type { CatalogueTable } from '../database/tables';
import type { IndexDefinition } from '../ledger/definition';
import { quoteName } from '../sql/names';
import { qualifiedName } from './statements';

/**
 * A query for the rows that stand in a unique index's way; undefined where its keys are not all columns.
 *
 * @param printed the index as pg_get_indexdef prints it
 */
export function duplicatesQuery(
  printed: string,
  { keys, nullsNotDistinct }: IndexDefinition,
  table: CatalogueTable,
): string | undefined {
  const columns = keys.flatMap(({ column }) => (column === undefined ? [] : [quoteName(column)]));
  const [, where, second] = printed.split(/\sWHERE\s/);
  // The word may stand in a constant, too.
  if (columns.length < keys.length || second !== undefined) return undefined;
  // Two nulls are not equal, unless the index says so.
  const notNull = nullsNotDistinct ? [] : columns.map((column) => `${column} IS NOT NULL`);
  const conditions = [...(where === undefined ? [] : [where]), ...notNull].join(' AND ');
  const list = columns.join(', ');
  const from = qualifiedName(table.schema, table.name);
  return `SELECT ${list}, count(*) FROM ${from}${conditions === '' ? '' : ` WHERE ${conditions}`} GROUP BY ${list} HAVING count(*) > 1;`;
}
