import type {
  AlterPolicy,
  CreateNamed,
  CreateOnTable,
  CreateRoutine,
  DropOnTable,
  DropRoutine,
  MoveRoutine,
  PlainConstraint,
  RenameOnTable,
  RoutineName,
  TableAction,
} from '../sql/operations';
import type { Range } from '../range';
import { knownColumns } from './known-columns';
import { makeObject } from './make-object';
import { wantedName } from './default-names';
import { freeKey, isConstraint, type ObjectMode, type ObjectRecord } from './object-record';
import { relationKey, relationSchema, type Relation } from './records';
import type { Replay } from './replay-context';

const ofNoRoutine = { argumentTypes: undefined, calls: undefined };

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
  replay.ledger.removeObject(object);
  const { cause, by, range } = going;
  replay.emit({ kind: 'object-gone', step: replay.step, object, cause, by, range });
}

/** Puts an object in another mode, or gives it other texts. */
function changeObject(
  replay: Replay,
  before: ObjectRecord,
  change: Partial<Pick<ObjectRecord, 'mode' | 'texts'>>,
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
  const { step } = replay;
  const table = keyOf(relation);
  const isForeignKey = constraint.kind === 'foreign-key';
  const { schema } = relation;
  const columns = knownColumns(relation, constraint.columns);
  if (isForeignKey && !constraint.deferrable) {
    // Prisma sees it. It may stand where one stood that could wait.
    replay.emit({ kind: 'foreign-key-made', step, name: constraint.name, table, columns });
    return;
  }
  const name = constraint.name ?? constraintName(replay, relation, isForeignKey ? 'fkey' : 'check', columns);
  makeObject(replay, {
    ...{ ...ofNoRoutine, kind: isForeignKey ? 'deferrable' : 'check', schema, name, table, columns },
    ...{ texts: [constraint.sql], mode: constraint.notValid ? 'not valid' : 'usual' },
  });
}

/** PostgreSQL names a CHECK after its column where it has but one, and a foreign key after all of its columns. */
function constraintName(
  { ledger }: Replay,
  relation: Relation,
  label: 'check' | 'fkey',
  columns: readonly string[],
): string {
  const own = label === 'check' && columns.length !== 1 ? [] : columns;
  const taken = new Set(
    ledger
      .objectsOn(keyOf(relation))
      .filter(isConstraint)
      .map(({ name }) => name),
  );
  for (let number = 0; ; number++) {
    const name = wantedName(relation.name, own, label, number);
    if (!taken.has(name) && !ledger.index(relation.schema, name)?.constraint) return name;
  }
}

/** Applies CREATE TRIGGER and CREATE POLICY. */
export function createOnTable(replay: Replay, operation: CreateOnTable): void {
  const relation = replay.ledger.knownRelation(operation.table);
  const { object: kind, name, calls, sql } = operation;
  makeObject(replay, {
    ...{ kind, schema: relation.schema, name: name.name, table: keyOf(relation), texts: [sql] },
    ...{ columns: knownColumns(relation, operation.columns), mode: 'usual', argumentTypes: undefined, calls },
  });
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
  const object = findOnTable(replay, { object: 'policy', name, table });
  if (object) changeObject(replay, object, { texts: [...object.texts, sql] }, replay.step.range);
}

/** The constraint of that name on a table, whichever kind it is of. */
export function constraintOn({ ledger }: Replay, relation: Relation, name: string): ObjectRecord | undefined {
  return ledger.objectsOn(keyOf(relation)).find((object) => object.name === name && isConstraint(object));
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
      break;
    }
    case 'alter-constraint': {
      const object = constraintOn(replay, relation, action.name);
      const going = { cause: 'named', by: action.name, range: action.range } as const;
      if (object?.kind === 'deferrable' && !action.deferrable) loseObject(replay, object, going);
      // A foreign key as Prisma makes them, which can wait from now on.
      if (!object && action.deferrable) {
        const made = {
          ...ofNoRoutine,
          kind: 'deferrable',
          name: action.name,
          table: keyOf(relation),
        } as const;
        const texts = [action.traits];
        makeObject(replay, { ...made, schema: relation.schema, texts, columns: [], mode: 'usual' });
      }
      break;
    }
    case 'trigger-firing':
      switchTriggers(replay, relation, action);
      break;
    case 'row-level-security':
      switchSecurity(replay, relation, action);
      break;
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
  const made = { ...ofNoRoutine, kind: security, schema, name, table, texts: [], columns: [], mode } as const;
  if (enabled === false) {
    if (object) loseObject(replay, object, { cause: 'named', by: name, range });
    if (isForced) makeObject(replay, made);
  } else if (!object || (isEnabled && object.mode === 'not enabled')) {
    if (isEnabled || isForced) makeObject(replay, made);
  } else if (object.mode !== mode) changeObject(replay, object, { mode }, range);
}

/** Makes a view, materialized view or sequence known as an object; its relation is there already. */
export function makeRelationObject(
  replay: Replay,
  { kind, schema, name }: Relation & { readonly kind: 'view' | 'materialized view' | 'sequence' },
  sql: string,
): void {
  const table = relationKey(schema, name);
  makeObject(replay, { ...ofNoRoutine, kind, schema, name, table, texts: [sql], columns: [], mode: 'usual' });
}

/** Applies CREATE FUNCTION and CREATE PROCEDURE. */
export function createRoutine(replay: Replay, operation: CreateRoutine): void {
  const { object: kind, name, argumentTypes, sql } = operation;
  const schema = replay.ledger.creationSchema(name);
  const table = freeKey('routine', schema, `${name.name}(${argumentTypes})`);
  makeObject(replay, {
    ...{ kind, schema, name: name.name, table, argumentTypes },
    ...{ texts: [sql], columns: [], mode: 'usual', calls: undefined },
  });
}

function routinesOf({ ledger }: Replay, { name, argumentTypes }: RoutineName): ObjectRecord[] {
  const named = ledger.allObjects().filter((object) => {
    const isOfSchema = name.schema === undefined || object.schema === name.schema;
    return object.argumentTypes !== undefined && object.name === name.name && isOfSchema;
  });
  const exact = named.filter((routine) => routine.argumentTypes === argumentTypes);
  // Types have many names: where there is but one routine of the name, it is meant.
  return argumentTypes !== undefined && exact.length > 0 ? exact : named.length === 1 ? named : [];
}

/** Applies DROP FUNCTION and DROP PROCEDURE; with CASCADE triggers that call it go, too. */
export function dropRoutines(replay: Replay, { routines, cascade }: DropRoutine): void {
  for (const routine of routines) {
    const { name, range } = routine.name;
    for (const object of routinesOf(replay, routine)) {
      loseObject(replay, object, { cause: 'named', by: name, range });
      if (!cascade) continue;
      for (const trigger of triggersThatCall(replay, object)) {
        loseObject(replay, trigger, { cause: 'function', by: name, range });
      }
    }
  }
}

function triggersThatCall({ ledger }: Replay, { schema, name }: ObjectRecord): ObjectRecord[] {
  return ledger
    .allObjects()
    .filter(({ calls }) => calls?.name === name && (calls.schema ?? schema) === schema);
}

/** Applies ALTER FUNCTION … RENAME TO and SET SCHEMA. */
export function moveRoutine(replay: Replay, { routine, to, schema }: MoveRoutine): void {
  for (const object of routinesOf(replay, routine)) moveRoutineObject(replay, object, { name: to, schema });
}

function moveRoutineObject(
  replay: Replay,
  object: ObjectRecord,
  to: { readonly name: string | undefined; readonly schema: string | undefined },
): void {
  const { ledger } = replay;
  const name = to.name ?? object.name;
  const schema = to.schema ?? object.schema;
  for (const trigger of triggersThatCall(replay, object)) {
    ledger.putObject({ ...trigger, calls: { schema, name } });
  }
  ledger.removeObject(object);
  const table = freeKey('routine', schema, `${name}(${object.argumentTypes ?? ''})`);
  ledger.putObject({ ...object, name, schema, table });
}

/** Applies CREATE EXTENSION and CREATE DOMAIN. */
export function createNamed(replay: Replay, { object: kind, name, ifNotExists, sql }: CreateNamed): void {
  const { ledger } = replay;
  const schema = kind === 'extension' ? '' : ledger.creationSchema(name);
  const table = freeKey(kind, schema, name.name);
  if (ifNotExists && ledger.objectsOn(table).length > 0) return;
  const own = { ...ofNoRoutine, kind, schema, name: name.name, table };
  makeObject(replay, { ...own, texts: [sql], columns: [], mode: 'usual' });
}

/** What goes with a relation that is dropped. */
export function loseObjectsOn(replay: Replay, table: string, going: ObjectGoing): void {
  for (const object of replay.ledger.objectsOn(table)) loseObject(replay, object, going);
}

/** The routines, extensions and domains of a schema go with it. */
export function loseObjectsIn(replay: Replay, schema: string, going: ObjectGoing): void {
  for (const object of replay.ledger.allObjects()) {
    if (object.schema === schema && relationSchema(object.table) === schema)
      loseObject(replay, object, going);
  }
}

/** The routines and domains of a schema that gets another name. */
export function moveObjectsTo(replay: Replay, from: string, to: string): void {
  const { ledger } = replay;
  for (const object of ledger.allObjects()) {
    if (object.schema !== from) continue;
    if (object.argumentTypes !== undefined)
      moveRoutineObject(replay, object, { name: undefined, schema: to });
    else if (object.kind === 'domain') {
      ledger.putObject({ ...object, schema: to, table: freeKey('domain', to, object.name) });
    }
  }
}
