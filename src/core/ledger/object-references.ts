import { applyEdits } from '../edits';
import { Cursor } from '../sql/cursor';
import { quoteName } from '../sql/names';
import type { ColumnRename } from './definition';
import type { ObjectRecord } from './object-record';
import type { RelationKey } from './records';

/** Where a foreign key's text names the columns that it refers to; undefined where it leaves that to the primary key. */
function referredIn(text: string) {
  const cursor = Cursor.of(text);
  cursor.skipTo('references');
  cursor.skip();
  cursor.name();
  return cursor
    .parenthesised()
    ?.items()
    .flatMap((item) => item.identifier() ?? []);
}

/** The columns that a foreign key refers to; none for another object. */
export function referredColumns({ kind, texts }: ObjectRecord): string[] | undefined {
  if (kind !== 'deferrable') return [];
  return referredIn(texts[0] ?? '')?.map(({ name }) => name);
}

/** An object whose texts speak of a table that has another name now. */
export function withTableMoved(object: ObjectRecord, from: RelationKey, to: RelationKey): ObjectRecord {
  const needs = object.needs.map((need) => (need === from ? to : need));
  return { ...object, needs, isOutdated: object.isOutdated || object.kind === 'policy' };
}

/** An object whose texts speak of a column, of a table that it needs, that has another name now. */
export function withReferredRenamed(object: ObjectRecord, { from, to }: ColumnRename): ObjectRecord {
  if (object.kind !== 'deferrable') return { ...object, isOutdated: true };
  const texts = object.texts.map((text) => {
    const renamed = referredIn(text)?.filter(({ name }) => name === from) ?? [];
    return applyEdits(
      text,
      renamed.map(({ range }) => ({ range, newText: quoteName(to) })),
    );
  });
  return { ...object, texts };
}
