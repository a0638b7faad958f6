import { isPlainForeignKey, type ObjectRecord } from './object-record';
import type { Replay } from './replay-context';

/** What a new object has no matter what, where nothing else is said. */
type Usual = Pick<
  ObjectRecord,
  'columns' | 'mode' | 'argumentTypes' | 'calls' | 'needs' | 'isOutdated' | 'tableThen' | 'renames'
>;

/** An object that is to be made. */
type NewObject = Omit<ObjectRecord, 'id' | 'origin' | keyof Usual> & Partial<Usual>;

const usual: Omit<Usual, 'tableThen'> = {
  ...{ columns: [], mode: 'usual', argumentTypes: undefined, calls: undefined },
  ...{ needs: [], isOutdated: false, renames: [] },
};

/**
 * Makes an object; another one of its kind and name on the same table goes.
 *
 * @param replaces OR REPLACE: also what may not run leaves an object of that name
 */
export function makeObject(replay: Replay, made: NewObject, replaces = false): void {
  const { ledger } = replay;
  const existing = ledger.object(made.table, made);
  if (existing) {
    if (replay.step.conditional && !replaces) return;
    ledger.removeObject(existing);
  }
  const { table, mode = usual.mode } = made;
  const isPlain = isPlainForeignKey({ kind: made.kind, mode });
  const origin = isPlain ? replay.originByPrisma() : replay.origin;
  const object: ObjectRecord = { ...usual, tableThen: table, ...made, id: ledger.newId(), origin };
  ledger.putObject(object);
  if (!isPlain) replay.emit({ kind: 'object-made', step: replay.step, object, replaced: existing });
}
