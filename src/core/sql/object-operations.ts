import type { NameRef } from './cursor';

/** What belongs to a table and has its name there. */
type OnTableKind = 'trigger' | 'policy';

export type RoutineKind = 'function' | 'procedure';

/** CREATE TRIGGER and CREATE POLICY. */
export interface CreateOnTable {
  readonly kind: 'create-on-table';
  readonly object: OnTableKind;
  readonly name: NameRef;
  readonly table: NameRef;
  /** OR REPLACE. */
  readonly replaces: boolean;
  /** Columns, and words that may be columns, that it mentions. */
  readonly columns: readonly string[];
  /** The function that a trigger calls. */
  readonly calls: NameRef | undefined;
  /** Names that may be relations, in the subqueries of a policy. */
  readonly reads: readonly NameRef[];
  /** The statement without its semicolon. */
  readonly sql: string;
}

export interface DropOnTable {
  readonly kind: 'drop-on-table';
  readonly object: OnTableKind;
  readonly name: NameRef;
  readonly table: NameRef;
  readonly ifExists: boolean;
}

export interface RenameOnTable {
  readonly kind: 'rename-on-table';
  readonly object: OnTableKind;
  readonly name: NameRef;
  readonly table: NameRef;
  readonly to: string;
}

export interface AlterPolicy {
  readonly kind: 'alter-policy';
  readonly name: NameRef;
  readonly table: NameRef;
  /** The statement without its semicolon. */
  readonly sql: string;
}

/** A function or procedure by name and, where they are written, the types of its arguments. */
export interface RoutineName {
  readonly name: NameRef;
  readonly argumentTypes: string | undefined;
}

export interface CreateRoutine {
  readonly kind: 'create-routine';
  readonly object: RoutineKind;
  readonly name: NameRef;
  readonly argumentTypes: string;
  readonly replaces: boolean;
  /** The statement without its semicolon. */
  readonly sql: string;
}

export interface DropRoutine {
  readonly kind: 'drop-routine';
  readonly routines: readonly RoutineName[];
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

/** ALTER FUNCTION … RENAME TO and SET SCHEMA. */
export interface MoveRoutine {
  readonly kind: 'move-routine';
  readonly routine: RoutineName;
  readonly to: string | undefined;
  readonly schema: string | undefined;
}

/** CREATE EXTENSION and CREATE DOMAIN. */
export interface CreateNamed {
  readonly kind: 'create-named';
  readonly object: 'extension' | 'domain';
  readonly name: NameRef;
  readonly ifNotExists: boolean;
  /** The statement without its semicolon. */
  readonly sql: string;
}
