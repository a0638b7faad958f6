import type { IndexEvent } from '../core/ledger/events';
import type { ObjectRecord } from '../core/ledger/object-record';
import type { IndexRecord } from '../core/ledger/records';
import type { ReplayedProject } from './replayed-project';

/** The migration that takes something away that is not there at the end of the history, and whether it is new. */
export function takenBy(
  project: ReplayedProject,
  record: IndexRecord | ObjectRecord,
): { readonly migration: string; readonly isNew: boolean } | undefined {
  const { source, replayed } = project;
  const end = replayed.endLedger();
  const there = 'kind' in record ? end.object(record.table, record) : end.index(record.schema, record.name);
  if (there) return undefined;
  const position = source.migrations.findLastIndex((_, at) =>
    replayed.eventsAt(at).some((event) => goneIn(event)?.id === record.id),
  );
  const migration = source.migrations[position]?.name;
  return migration === undefined ? undefined : { migration, isNew: project.stateOf(migration) !== 'settled' };
}

function goneIn(event: IndexEvent): { readonly id: number } | undefined {
  switch (event.kind) {
    case 'dropped':
    case 'cascaded':
      return event.index;
    case 'object-gone':
      return event.object;
    default:
      return undefined;
  }
}
