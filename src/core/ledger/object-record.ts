import type { ColumnRename } from './definition';
import type { Origin, RelationKey } from './records';

/** A constraint that Prisma does not see, or not wholly: of a deferrable one it does not see that it can wait. */
const constraintKinds = ['check', 'exclude', 'deferrable'] as const;

/** What stands on a table, beside indexes. */
export const tableObjectKinds = [...constraintKinds, 'trigger', 'policy', 'row level security'] as const;

/** What stands by itself. */
const freeObjectKinds = [
  ...(['view', 'materialized view', 'sequence', 'function', 'procedure'] as const),
  ...(['extension', 'domain'] as const),
] as const;

export const objectKinds = [...tableObjectKinds, ...freeObjectKinds] as const;

export type ObjectKind = (typeof objectKinds)[number];

/**
 * How an object is in force: a constraint that was never checked is `not valid`, of a trigger when it fires, of row level
 * security whether it is forced on the table's owner, too. `not enabled` is what is there for what may become of it only: row
 * level security that is forced without being enabled, which secures nothing, and a foreign key that cannot wait, which
 * Prisma sees.
 */
export type ObjectMode = 'usual' | 'not valid' | 'disabled' | 'replica' | 'always' | 'forced' | 'not enabled';

/**
 * Something by hand that Prisma does not see and that is no index, as the migrations up to some point made it. Records
 * never change; a change makes a new one with the same id.
 */
export interface ObjectRecord {
  /** Stays the same through renames and moves. Smaller ones were made earlier. */
  readonly id: number;
  readonly kind: ObjectKind;
  readonly schema: string;
  /** Of row level security the table's name; of a routine without its arguments. */
  readonly name: string;
  /** What it goes with: its table's key; its own for a view or sequence; for a routine and the like a key of its own. */
  readonly table: RelationKey;
  /** For a function or procedure: the types of its arguments, as one text. */
  readonly argumentTypes: string | undefined;
  /**
   * What makes it, as it was written: of a constraint what stands behind its name, and of a foreign key that a later
   * statement lets wait what that says; of row level security nothing, of
   * everything else the CREATE statement and, for a policy, each ALTER POLICY.
   */
  readonly texts: readonly string[];
  /** The names of its table and columns when the texts were written, where they have changed since. */
  readonly tableThen: RelationKey;
  readonly renames: readonly ColumnRename[];
  /** Columns of the table that it needs. */
  readonly columns: readonly string[];
  readonly mode: ObjectMode;
  /** For a trigger: the function that it calls. */
  readonly calls: { readonly schema: string | undefined; readonly name: string } | undefined;
  /**
   * What else takes it along: the function that a trigger calls, the table that a foreign key refers to, the tables that
   * the subqueries of a policy read.
   */
  readonly needs: readonly RelationKey[];
  /** Its texts speak of other tables by names that they no longer have. */
  readonly isOutdated: boolean;
  readonly origin: Origin;
}

/** By what an object is found on its table. */
export type ObjectName = Pick<ObjectRecord, 'kind' | 'name'>;

export function isTableObject({ kind }: Pick<ObjectRecord, 'kind'>): boolean {
  return (tableObjectKinds as readonly string[]).includes(kind);
}

export function isConstraint({ kind }: Pick<ObjectRecord, 'kind'>): boolean {
  return (constraintKinds as readonly string[]).includes(kind);
}

/** Whether it is there for what may become of it only: Prisma sees a foreign key, and what is not enabled secures nothing. */
export function isPlainForeignKey({ kind, mode }: Pick<ObjectRecord, 'kind' | 'mode'>): boolean {
  return kind === 'deferrable' && mode === 'not enabled';
}

/** The key of what is no relation: routines, extensions and domains may have the names of tables. */
export function freeKey(kind: 'routine' | 'extension' | 'domain', schema: string, name: string): RelationKey {
  return `${schema}\0${name}\0${kind}`;
}
