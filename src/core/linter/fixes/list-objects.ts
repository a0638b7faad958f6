import { objectStatements } from '../../ledger/object-statement';
import type { ObjectRecord } from '../../ledger/object-record';
import { relationName } from '../../ledger/records';
import { findObjectEntry } from '../../protection/drift-ignore';
import type { Change } from '../change/change';
import { madeWords } from '../change/entry-words';
import type { ObjectLosses } from '../change/object-change';
import { kindName, objectNames } from '../change/object-words';
import type { Fix } from '../findings/finding';
import { lostObjectOf } from '../findings/lost-object';
import { addToList } from './list';

/** An entry of `protectedObjects`. */
function entryOf(object: ObjectRecord): string {
  const { kind, name, schema, table, origin } = object;
  const onTable = relationName(table);
  const statements = objectStatements(object);
  return JSON.stringify(
    {
      ...{ kind, name, table: schema === 'public' ? onTable : `${schema}.${onTable}` },
      description: madeWords(`${kindName(kind)} of ${onTable}`, { ...origin, author: 'hand' }),
      recreateSQL: statements?.map((sql) => `${sql};`).join('\n'),
    },
    null,
    2,
  );
}

/** Lists lost objects in drift-ignore.json, so that the next reader knows why they are there. */
export function listObjectsFix(change: Change, { losses }: ObjectLosses): Fix | undefined {
  const { driftIgnoreFile, driftIgnore } = change;
  if (change.state !== 'draft') return undefined;
  const objects = losses.map(({ object }) => object);
  const unlisted = objects.filter((object) => !findObjectEntry(driftIgnore, object));
  if (unlisted.length === 0) return undefined;
  const { file, text } = driftIgnoreFile;
  const edits = addToList(text, 'protectedObjects', unlisted.map(entryOf));
  return (
    edits && {
      kind: 'list',
      title: `List ${objectNames(unlisted.map(lostObjectOf))} in drift-ignore.json`,
      preferred: false,
      edits: [{ file, edits }],
    }
  );
}
