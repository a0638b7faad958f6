import { largestOf } from '../../extremes';
import { migrationNames, timeOf } from '../../migration-names';
import type { Ledger } from '../../ledger/ledger';
import { letWait } from '../../ledger/object-losses';
import { isPlainForeignKey, isTableObject, type ObjectRecord } from '../../ledger/object-record';
import { objectStatements, objectText } from '../../ledger/object-statement';
import { relationKey, relationName, type IndexRecord } from '../../ledger/records';
import { isPrismaComment, commentText } from '../../sql/headings';
import { readScript } from '../../sql/statements';
import type { MigrationText } from '../../ledger/replay';
import type { Fix } from '../findings/finding';
import { lostObjectOf, type LostObject } from '../findings/lost-object';

/** An object that a history made at the base and does not make now. */
export interface Forgotten {
  readonly lost: LostObject;
  /** In which order they were made: smaller ones earlier. */
  readonly id: number;
  /** Statements, without semicolons, that make it behind the history as it is; undefined where none can be given. */
  readonly statements: readonly string[] | undefined;
}

/** What tells an object from all others, for the list of those that a statement takes away. */
export function objectKey({
  kind,
  table,
  name,
}: Pick<ObjectRecord, 'table' | 'name'> & Pick<LostObject, 'kind'>): string {
  return [kind, table, name].join('\0');
}

/**
 * What no migration makes any more, and no statement drops; of what is on a table only where that is still there.
 *
 * @param takenAway keys of what a statement of the history as it is takes away
 */
export function forgottenObjects(atBase: Ledger, now: Ledger, takenAway: ReadonlySet<string>): Forgotten[] {
  const lost = atBase.allObjects().filter((object) => {
    if (object.mode === 'not enabled' || takenAway.has(objectKey(object))) return false;
    if (isTableObject(object) && !now.relation(object.table)) return false;
    return !isThere(object, now);
  });
  const objects = lost.map((object): Forgotten => ({
    ...{ lost: lostObjectOf(object), id: object.id },
    statements: isThereAtOnce(object, now) ? letWait(object) : objectStatements(object),
  }));
  return [...objects, ...forgottenExpressions(atBase, now, takenAway)].sort(
    (one, other) => one.id - other.id,
  );
}

/** What was deferrable is there, and cannot wait: the schema has it, so a squash has it, too. */
function isThereAtOnce({ kind, table, columns }: ObjectRecord, now: Ledger): boolean {
  const plain = [...now.objectsOn(table).filter(isPlainForeignKey), ...now.indexesOn(table)];
  const own = [...columns].sort().join();
  return kind === 'deferrable' && plain.some((other) => [...other.columns].sort().join() === own);
}

function isThere(object: ObjectRecord, now: Ledger): boolean {
  const all = now
    .objectsOn(object.table)
    .filter(({ kind, mode }) => kind === object.kind && mode !== 'not enabled');
  if (all.some(({ name }) => name === object.name)) return true;
  const text = objectText(object);
  return isTableObject(object) && text !== '' && all.some((other) => objectText(other) === text);
}

/** Generated columns that are plain ones now, or not there. To make them generated again, the column has to be made again. */
function forgottenExpressions(atBase: Ledger, now: Ledger, takenAway: ReadonlySet<string>): Forgotten[] {
  return atBase.allRelations().flatMap(({ schema, name, generated, handMade }) => {
    const table = relationKey(schema, name);
    const relation = now.relation(table);
    return [...generated.keys()].flatMap((column): Forgotten[] => {
      const kind = 'generated column';
      if (!relation || relation.generated.has(column)) return [];
      if (takenAway.has(objectKey({ kind, table, name: column }))) return [];
      const migration = handMade.get(column)?.migration ?? '';
      const lost: LostObject = { kind, schema, table: name, name: column, migration };
      return [{ lost, id: 0, statements: undefined }];
    });
  });
}

interface Restored {
  readonly id: number;
  readonly statements: readonly string[] | undefined;
}

/**
 * Makes what a squash forgot again, in a migration of its own behind it.
 *
 * @param indexes with the statements that make them
 * @param names of the migrations that there are, and of those that there were
 * @param version of the project's Prisma, which decides the order
 * @returns undefined where there is no squash to go behind, or nothing that can be made
 */
export function restoreBehind(
  last: MigrationText | undefined,
  objects: readonly Restored[],
  names: { readonly now: readonly string[]; readonly before: readonly string[] },
  version: string,
): Fix | undefined {
  const statements = objects
    .toSorted((one, other) => one.id - other.id)
    .flatMap((object) => object.statements ?? []);
  const file = last && fileBehind(last, names, version);
  if (!file || statements.length === 0) return undefined;
  const text = `-- migration-guard: made by hand, and forgotten by the squash. Mark this migration as applied wherever the\n-- squash is marked so: those databases have all of it.\n\n${statements.map((sql) => `${sql};\n`).join('\n')}`;
  return {
    kind: 'recreate',
    title: 'Make them again in a new migration behind this one',
    preferred: true,
    edits: [{ file, edits: [{ range: { start: 0, end: 0 }, newText: text }] }],
  };
}

/** The file of a new migration that comes behind all others, in the folder in which this one is. */
function fileBehind(
  { name, file }: MigrationText,
  names: { readonly now: readonly string[]; readonly before: readonly string[] },
  version: string,
): string | undefined {
  const own = new RegExp(`${name.replace(/\W/g, '\\$&')}([/\\\\]migration\\.sql)$`);
  if (!own.test(file)) return undefined;
  try {
    const latest = largestOf([0, ...names.before.map((before) => timeOf(before) + 1000)]);
    const [next] = migrationNames('restore_hand_made_objects', 1, names.now, latest, version);
    return next === undefined ? undefined : file.replace(own, `${next}$1`);
  } catch {
    // No name sorts behind the last one.
    return undefined;
  }
}

/** Whether Prisma wrote a migration: it heads its statements. */
export function isWrittenByPrisma({ text }: MigrationText): boolean {
  return readScript(text).comments.some((comment) => isPrismaComment(commentText(text, comment)));
}

/** An index as one of the objects that are named together. */
export function lostIndexOf({ schema, name, table, origin }: IndexRecord): LostObject {
  return { kind: 'index', schema, table: relationName(table), name, migration: origin.migration };
}
