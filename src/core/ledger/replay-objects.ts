import type {
  AlterPolicy,
  CreateNamed,
  CreateOnTable,
  DropOnTable,
  RenameOnTable,
} from '../sql/object-operations';
import type { CreateRelation, PlainConstraint, TableAction } from '../sql/operations';
import { Cursor, type NameRef } from '../sql/cursor';
import { withDeferrability } from '../sql/read-constraint';
import { mentionsOfPolicy } from '../sql/read-object';
import type { Range } from '../range';
import { knownColumns } from './known-columns';
import { makeObject } from './make-object';
import { wantedName } from './default-names';
import type { Ledger } from './ledger';
import {
  freeKey,
  isConstraint,
  isPlainForeignKey,
  type ObjectMode,
  type ObjectRecord,
} from './object-record';
import { textsNow } from './object-statement';
import { relationKey, type IndexRecord, type Relation } from './records';
import type { Replay } from './replay-context';

function keyOf({ schema, name }: Relation): string {
  return relationKey(schema, name);
}

/** Why an object goes, and where that stands. */
export interface ObjectGoing {
  readonly cause:
    'named' | 'column' | 'table' | 'view' | 'function' | 'constraint' | 'schema' | 'extension' | 'type';
  /** The name of what was dropped. */
  readonly by: string;
  readonly range: Range;
}

export function loseObject(replay: Replay, object: ObjectRecord, going: ObjectGoing): void {
  if (!replay.ledger.objectById(object.id)) return;
  replay.ledger.removeObject(object);
  const { cause, by, range } = going;
  if (!isPlainForeignKey(object))
    replay.emit({ kind: 'object-gone', step: replay.step, object, cause, by, range });
}

/** Puts an object in another mode, or gives it other texts. */
function changeObject(
  replay: Replay,
  before: ObjectRecord,
  change: Partial<ObjectRecord>,
  range: Range,
): void {
  const after = { ...before, ...change };
  replay.ledger.putObject(after);
  replay.emit({ kind: 'object-changed', step: replay.step, before, after, range });
}

/** Adds the constraints without an index of a table or column. */
export function addPlainConstraints(
  replay: Replay,
  relation: Relation,
  constraints: readonly PlainConstraint[],
): void {
  for (const constraint of constraints) addPlainConstraint(replay, relation, constraint);
}

function addPlainConstraint(replay: Replay, relation: Relation, constraint: PlainConstraint): void {
  const { step, ledger } = replay;
  const table = keyOf(relation);
  const isForeignKey = constraint.kind === 'foreign-key';
  const { schema } = relation;
  const columns = knownColumns(relation, constraint.columns);
  const name = constraint.name ?? constraintName(replay, relation, isForeignKey ? 'fkey' : 'check', columns);
  if (step.conditional && hasConstraint(ledger, relation, name)) return;
  // Prisma sees one that cannot wait. It may stand where one stood that could.
  const isPlain = isForeignKey && !constraint.deferrable;
  const { references, sql, notValid } = constraint;
  makeObject(replay, {
    ...{ kind: isForeignKey ? 'deferrable' : 'check', schema, name, table, columns },
    ...(isPlain
      ? { texts: [notValid ? sql + notValidText : sql], mode: 'not enabled' }
      : { texts: [sql], mode: notValid ? 'not valid' : 'usual' }),
    needs: references ? [keyOf(ledger.knownRelation(references))] : [],
  });
}

/** Behind a foreign key that cannot wait: its mode says nothing of that. */
const notValidText = ' NOT VALID';

function hasConstraint(ledger: Ledger, relation: Relation, name: string): boolean {
  const isThere = ledger
    .objectsOn(keyOf(relation))
    .some((object) => object.name === name && isConstraint(object));
  return isThere || ledger.index(relation.schema, name)?.constraint !== undefined;
}

/** PostgreSQL names a CHECK after its column where it has but one, and a foreign key after all of its columns. */
function constraintName(
  { ledger }: Replay,
  relation: Relation,
  label: 'check' | 'fkey',
  columns: readonly string[],
): string {
  const own = label === 'check' && columns.length !== 1 ? [] : columns;
  // No other constraint of the schema has the name, on whatever table.
  for (let number = 0; ; number++) {
    const name = wantedName(relation.name, own, label, number);
    const key = relationKey(relation.schema, name);
    if (!ledger.objectsNamed(key).some(isConstraint) && !ledger.indexByKey(key)?.constraint) return name;
  }
}

/** Applies CREATE TRIGGER and CREATE POLICY. */
export function createOnTable(replay: Replay, operation: CreateOnTable): void {
  const { ledger } = replay;
  const relation = ledger.knownRelation(operation.table);
  const { object: kind, name, sql, replaces } = operation;
  const routine = operation.calls && ledger.routinesOf(operation.calls, '')[0];
  const made = {
    ...{ kind, schema: relation.schema, name: name.name, table: keyOf(relation), texts: [sql] },
    ...{ columns: knownColumns(relation, operation.columns), calls: routine ?? operation.calls },
    needs: routine ? [routine.table] : readTables(ledger, operation.reads),
  };
  makeObject(replay, made, replaces);
}

function readTables(ledger: Ledger, reads: readonly NameRef[]): string[] {
  const keys = reads.flatMap((name) => {
    const relation = ledger.findRelation(name);
    return relation ? [keyOf(relation)] : [];
  });
  return [...new Set(keys)];
}

function findOnTable(
  { ledger }: Replay,
  { table, object, name }: Pick<DropOnTable, 'table' | 'object' | 'name'>,
): ObjectRecord | undefined {
  const relation = ledger.findRelation(table);
  return relation && ledger.object(keyOf(relation), { kind: object, name: name.name });
}

/** Applies DROP TRIGGER and DROP POLICY. */
export function dropOnTable(replay: Replay, operation: DropOnTable): void {
  const object = findOnTable(replay, operation);
  const { name, range } = operation.name;
  if (object) loseObject(replay, object, { cause: 'named', by: name, range });
}

/** Applies ALTER TRIGGER and ALTER POLICY … RENAME TO. */
export function renameOnTable(replay: Replay, operation: RenameOnTable): void {
  const object = findOnTable(replay, operation);
  if (object) replay.ledger.putObject({ ...object, name: operation.to });
}

/** Applies ALTER POLICY that changes what the policy says. */
export function alterPolicy(replay: Replay, { name, table, sql }: AlterPolicy): void {
  const { ledger } = replay;
  const object = findOnTable(replay, { object: 'policy', name, table });
  const relation = object && ledger.relation(object.table);
  if (!object || !relation) return;
  // It speaks of columns by the names that they have now, and so must what is before it.
  const earlier = textsNow(object);
  const texts = [...(earlier ?? object.texts), sql];
  const cursors = texts.map((text) => Cursor.of(text));
  const { columns, reads } = mentionsOfPolicy(...(cursors as [Cursor, ...Cursor[]]));
  const needs = readTables(ledger, reads);
  const now = { texts, columns: knownColumns(relation, columns), needs };
  const asWritten = earlier ? { renames: [], tableThen: object.table } : { isOutdated: true };
  changeObject(replay, object, { ...now, ...asWritten }, replay.step.range);
}

/** The constraint of that name on a table, whichever kind it is of. */
export function constraintOn({ ledger }: Replay, relation: Relation, name: string): ObjectRecord | undefined {
  return ledger.objectsOn(keyOf(relation)).find((object) => object.name === name && isConstraint(object));
}

/** What the constraint of an index is besides. */
export function constraintObject({ ledger }: Replay, { table, name }: IndexRecord): ObjectRecord | undefined {
  return ledger.objectsOn(table).find((object) => object.name === name && isConstraint(object));
}

type ObjectAction = Extract<
  TableAction,
  { kind: 'validate-constraint' | 'alter-constraint' | 'trigger-firing' | 'row-level-security' }
>;

/** Applies what ALTER TABLE does to constraints, triggers and row level security that stay where they are. */
export function changeObjects(replay: Replay, relation: Relation, action: ObjectAction): void {
  const { step } = replay;
  switch (action.kind) {
    case 'validate-constraint': {
      const object = constraintOn(replay, relation, action.name);
      if (object?.mode === 'not valid') changeObject(replay, object, { mode: 'usual' }, step.range);
      else if (object && isPlainForeignKey(object)) {
        replay.ledger.putObject({
          ...object,
          texts: object.texts.map((text) => text.replace(notValidText, '')),
        });
      }
      break;
    }
    case 'alter-constraint':
      alterConstraint(replay, relation, action);
      break;
    case 'trigger-firing':
      switchTriggers(replay, relation, action);
      break;
    case 'row-level-security':
      switchSecurity(replay, relation, action);
      break;
  }
}

/** Lets a foreign key wait, or not any more. */
function alterConstraint(
  replay: Replay,
  relation: Relation,
  { name, deferrable, traits, range }: Extract<TableAction, { kind: 'alter-constraint' }>,
): void {
  const { ledger } = replay;
  const object = constraintOn(replay, relation, name);
  if (!object) {
    // A foreign key that no migration made.
    const made = { kind: 'deferrable', schema: relation.schema, name, table: keyOf(relation) } as const;
    if (deferrable) makeObject(replay, { ...made, texts: [traits] });
    return;
  }
  const [text = '', wasAltered] = object.texts;
  if (isPlainForeignKey(object)) {
    if (!deferrable) return;
    ledger.removeObject(object);
    const mode = text.endsWith(notValidText) ? 'not valid' : 'usual';
    makeObject(replay, { ...object, texts: [text.replace(notValidText, ''), traits], mode });
  } else if (deferrable) {
    const texts = wasAltered === undefined ? [withDeferrability(text, traits)] : [text, traits];
    changeObject(replay, object, { texts }, range);
  } else {
    loseObject(replay, object, { cause: 'named', by: name, range });
    const plain = wasAltered === undefined ? withDeferrability(text, traits) : text;
    const texts = [object.mode === 'not valid' ? plain + notValidText : plain];
    makeObject(replay, { ...object, texts, mode: 'not enabled' });
  }
}

function switchTriggers(
  replay: Replay,
  relation: Relation,
  { name, firing, range }: Extract<TableAction, { kind: 'trigger-firing' }>,
): void {
  const mode: ObjectMode = firing === 'enabled' ? 'usual' : firing;
  for (const object of replay.ledger.objectsOn(keyOf(relation))) {
    if (object.kind !== 'trigger' || (name !== undefined && object.name !== name)) continue;
    if (object.mode !== mode) changeObject(replay, object, { mode }, range);
  }
}

const security = 'row level security';

function switchSecurity(
  replay: Replay,
  relation: Relation,
  { enabled, forced, range }: Extract<TableAction, { kind: 'row-level-security' }>,
): void {
  const { ledger } = replay;
  const table = keyOf(relation);
  const { schema, name } = relation;
  const object = ledger.object(table, { kind: security, name });
  const isEnabled = enabled ?? (object !== undefined && object.mode !== 'not enabled');
  const isForced = forced ?? (object !== undefined && object.mode !== 'usual');
  const mode: ObjectMode = isEnabled ? (isForced ? 'forced' : 'usual') : 'not enabled';
  const made = { kind: security, schema, name, table, texts: [], mode } as const;
  if (!isEnabled) {
    if (object && enabled === false) loseObject(replay, object, { cause: 'named', by: name, range });
    else if (object && !isForced) ledger.removeObject(object);
    if (isForced && (!object || enabled === false)) makeObject(replay, made);
  } else if (!object || object.mode === 'not enabled') makeObject(replay, made);
  else if (object.mode !== mode) changeObject(replay, object, { mode }, range);
}

/** Makes a view, materialized view or sequence known as an object; its relation is there already. */
export function makeRelationObject(
  replay: Replay,
  { kind, schema, name }: Relation & { readonly kind: 'view' | 'materialized view' | 'sequence' },
  { sql, replaces }: Pick<CreateRelation, 'sql' | 'replaces'>,
): void {
  makeObject(replay, { kind, schema, name, table: relationKey(schema, name), texts: [sql] }, replaces);
}

/** Applies CREATE EXTENSION and CREATE DOMAIN. */
export function createNamed(replay: Replay, { object: kind, name, ifNotExists, sql }: CreateNamed): void {
  const { ledger } = replay;
  const schema = kind === 'extension' ? '' : ledger.creationSchema(name);
  const table = freeKey(kind, schema, name.name);
  if (ifNotExists && ledger.objectsOn(table).length > 0) return;
  makeObject(replay, { kind, schema, name: name.name, table, texts: [sql] });
}

/** What goes with a relation that is dropped. */
export function loseObjectsOn(replay: Replay, table: string, going: ObjectGoing): void {
  for (const object of replay.ledger.objectsOn(table)) loseObject(replay, object, going);
}
