import type { ObjectRecord } from './object-record';
import type { Replay } from './replay-context';

/** An object that is to be made. */
type NewObject = Omit<ObjectRecord, 'id' | 'tableThen' | 'renames' | 'origin'>;

/** Makes an object; another one of its kind and name on the same table goes. */
export function makeObject(replay: Replay, made: NewObject): void {
  const { ledger } = replay;
  const existing = ledger.object(made.table, made);
  if (existing) {
    if (replay.step.conditional) return;
    ledger.removeObject(existing);
  }
  const object = { ...made, id: ledger.newId(), tableThen: made.table, renames: [], origin: replay.origin };
  ledger.putObject(object);
  replay.emit({ kind: 'object-made', step: replay.step, object, replaced: existing });
}
