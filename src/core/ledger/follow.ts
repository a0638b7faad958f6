import { firstFrom } from '../first-from';
import type { BaseEvent, IndexEvent } from './events';
import { relationSchema, type ColumnKey, type IndexRecord, type RelationKey } from './records';
import { VersionedMap } from './versioned-map';

/** Whether the event concerns what indexes hang on, and no index by itself. */
function isBaseEvent(event: IndexEvent): event is BaseEvent {
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

/** What becomes of a table by the events behind some point. */
interface Destination {
  readonly table: RelationKey;
  /** By the names at that point. */
  readonly columns: VersionedMap<string, string>;
}

/**
 * What an index that later events no longer found would have become by them, had it still been there.
 *
 * @param events all of a migration
 * @returns asked with an index as it was behind the event at a position
 */
export function followerOf(
  events: readonly IndexEvent[],
): (index: IndexRecord, position: number) => IndexRecord {
  // From the end: so each table has one destination at a time, whatever it was called on the way.
  const versions = new Map<RelationKey, { readonly until: number; readonly destination: Destination }[]>();
  const latest = (table: RelationKey): Destination =>
    versions.get(table)?.at(-1)?.destination ?? { table, columns: VersionedMap.of<string, string>([]) };
  const put = (table: RelationKey, until: number, destination: Destination): void => {
    const known = versions.get(table);
    if (known) known.push({ until, destination });
    else versions.set(table, [{ until, destination }]);
  };
  for (const [position, event] of [...events.entries()].toReversed()) {
    if (event.kind === 'table-moved') put(event.from, position, latest(event.to));
    else if (event.kind === 'column-renamed') {
      const { table, columns } = latest(event.table);
      const now = columns.get(event.to) ?? event.to;
      put(event.table, position, { table, columns: columns.with(event.from, now) });
    }
  }
  return (index, position) => {
    // Until which event it holds falls from one to the next.
    const own = versions.get(index.table) ?? [];
    const later = own[firstFrom(own, ({ until }) => until <= position) - 1]?.destination;
    return later ? movedTo(index, later) : index;
  };
}

function movedTo(index: IndexRecord, { table, columns }: Destination): IndexRecord {
  const now = (column: string): string => columns.get(column) ?? column;
  const isRenamed = index.columns.some((column) => now(column) !== column);
  if (table === index.table && !isRenamed) return index;
  // Together, as one after the other they could meet each other's names.
  const renames = index.renames.map(({ from, to }) => ({ from, to: now(to) }));
  const former = new Set(renames.map(({ from }) => from));
  const added = index.columns.filter((column) => now(column) !== column && !former.has(column));
  return {
    ...index,
    ...(table !== index.table && { table, schema: relationSchema(table) }),
    columns: index.columns.map(now),
    renames: [...renames, ...added.map((from) => ({ from, to: now(from) }))].filter(
      ({ from, to }) => from !== to,
    ),
  };
}
