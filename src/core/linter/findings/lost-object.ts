import { isTableObject, objectKinds, type ObjectRecord } from '../../ledger/object-record';
import { relationName } from '../../ledger/records';

/** A generated column belongs to its table, and an index has its own ways; a squash may forget all of them together. */
export const lostObjectKinds = [...objectKinds, 'generated column', 'index'] as const;

type LostObjectKind = (typeof lostObjectKinds)[number];

/** An object that a finding is about, as it was before. */
export interface LostObject {
  readonly kind: LostObjectKind;
  /** Empty for an extension. */
  readonly schema: string;
  /** Undefined for what is on no table. */
  readonly table: string | undefined;
  /** Of row level security the table's name; a function's has its arguments' types. */
  readonly name: string;
  /** The migration that made it. */
  readonly migration: string;
}

export function lostObjectOf(object: ObjectRecord): LostObject {
  const { kind, schema, name, argumentTypes, origin } = object;
  return {
    ...{ kind, schema, migration: origin.migration },
    table: isTableObject(object) ? relationName(object.table) : undefined,
    name: argumentTypes === undefined ? name : `${name}(${argumentTypes})`,
  };
}
