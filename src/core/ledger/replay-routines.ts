import type { CreateRoutine, DropRoutine, MoveRoutine, RoutineName } from '../sql/object-operations';
import { makeObject } from './make-object';
import { freeKey, type ObjectRecord } from './object-record';
import { relationSchema } from './records';
import type { Replay } from './replay-context';
import { loseObject, type ObjectGoing } from './replay-objects';

/** Applies CREATE FUNCTION and CREATE PROCEDURE. */
export function createRoutine(replay: Replay, operation: CreateRoutine): void {
  const { object: kind, name, argumentTypes, sql, replaces } = operation;
  const schema = replay.ledger.creationSchema(name);
  const table = routineKey(schema, name.name, argumentTypes);
  makeObject(replay, { kind, schema, name: name.name, table, argumentTypes, texts: [sql] }, replaces);
}

function routineKey(schema: string, name: string, argumentTypes: string | undefined): string {
  return freeKey('routine', schema, `${name}(${argumentTypes ?? ''})`);
}

/** The routine that is meant; none where several may be. */
function routineOf({ ledger }: Replay, { name, argumentTypes }: RoutineName): ObjectRecord | undefined {
  const routines = ledger.routinesOf(name, argumentTypes);
  return routines.length === 1 ? routines[0] : undefined;
}

/** Applies DROP FUNCTION and DROP PROCEDURE; with CASCADE triggers that call it go, too. */
export function dropRoutines(replay: Replay, { routines, cascade }: DropRoutine): void {
  for (const routine of routines) {
    const object = routineOf(replay, routine);
    const { name, range } = routine.name;
    if (object) loseRoutine(replay, object, { cause: 'named', by: name, range }, cascade);
  }
}

function loseRoutine(replay: Replay, routine: ObjectRecord, going: ObjectGoing, cascade: boolean): void {
  loseObject(replay, routine, going);
  if (!cascade) return;
  for (const trigger of replay.ledger.objectsThatNeed(routine.table)) {
    loseObject(replay, trigger, { ...going, cause: 'function' });
  }
}

/** Applies ALTER FUNCTION … RENAME TO and SET SCHEMA. */
export function moveRoutine(replay: Replay, { routine, to, schema }: MoveRoutine): void {
  const object = routineOf(replay, routine);
  if (object) moveRoutineObject(replay, object, { name: to, schema });
}

function moveRoutineObject(
  { ledger }: Replay,
  object: ObjectRecord,
  to: { readonly name: string | undefined; readonly schema: string | undefined },
): void {
  const name = to.name ?? object.name;
  const schema = to.schema ?? object.schema;
  const table = routineKey(schema, name, object.argumentTypes);
  for (const trigger of ledger.objectsThatNeed(object.table)) {
    ledger.putObject({ ...trigger, calls: { schema, name }, needs: [table] });
  }
  ledger.putObject({ ...object, name, schema, table });
}

/** The routines, extensions and domains of a schema go with it. */
export function loseObjectsIn(replay: Replay, schema: string, going: ObjectGoing): void {
  for (const object of replay.ledger.allObjects()) {
    if (object.schema === schema && relationSchema(object.table) === schema)
      loseRoutine(replay, object, going, true);
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
