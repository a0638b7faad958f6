import type { BaseEvent, IndexEvent } from './events';
import { relationSchema, type ColumnKey, type IndexRecord, type RelationKey } from './records';

/** Whether the event concerns what indexes hang on, and no index by itself. */
export function isBaseEvent(event: IndexEvent): event is BaseEvent {
  return event.kind === 'table-moved' || event.kind === 'column-renamed';
}

function tableAfter(table: RelationKey, event: BaseEvent): RelationKey {
  return event.kind === 'table-moved' && event.from === table ? event.to : table;
}

/** Where a column is after these events, whatever else became of it. */
export function followColumn(column: ColumnKey, events: readonly IndexEvent[]): ColumnKey {
  let now = column;
  for (const event of events) {
    if (!isBaseEvent(event)) continue;
    const { table } = now;
    const isMeant = event.kind === 'column-renamed' && event.table === table && event.from === now.column;
    now = { table: tableAfter(table, event), column: isMeant ? event.to : now.column };
  }
  return now;
}

/** What an index that these events no longer found would have become by them, had it still been there. */
export function followIndex(index: IndexRecord, events: readonly BaseEvent[]): IndexRecord {
  let now = index;
  for (const event of events) {
    const table = tableAfter(now.table, event);
    if (table !== now.table) now = { ...now, table, schema: relationSchema(table) };
    if (event.kind !== 'column-renamed' || event.table !== table || !now.columns.includes(event.from)) {
      continue;
    }
    const { from, to } = event;
    const columns = now.columns.map((column) => (column === from ? to : column));
    now = { ...now, columns, renames: [...now.renames, { from, to }] };
  }
  return now;
}
