/** What a schema consists of. The names are how messages call them. */
export const objectTypes = [
  ...(['extension', 'schema', 'enum', 'domain', 'type', 'sequence', 'function', 'table', 'column'] as const),
  ...(['constraint', 'index', 'view', 'materialized view', 'trigger', 'policy'] as const),
] as const;

export type ObjectType = (typeof objectTypes)[number];

/** One thing in a schema, as PostgreSQL itself prints it. */
export interface SchemaObject {
  readonly type: ObjectType;
  readonly schema: string;
  /** The table that it goes with: that of a column, index, constraint, trigger or policy; that which owns a sequence. */
  readonly table: string | null;
  /** A function's has its parameters: `touch(integer)`. */
  readonly name: string;
  /**
   * What there is to know of it, by name: `type`, `default`, `definition`. What it has not got is left out. Names in
   * these texts carry their schemas.
   */
  readonly facts: Readonly<Record<string, string>>;
}

/**
 * A picture of what a database's migrations could have made: no rows, no rights, nothing that belongs to an extension,
 * nothing of Prisma's own table. A partition is a table without parts.
 */
export interface SchemaSnapshot {
  /** The server's version as a number: 180003 is 18.3. */
  readonly serverVersion: number;
  /** The connection's own schema, in which names without one are. */
  readonly ownSchema: string;
  readonly objects: readonly SchemaObject[];
}

/** Two objects of the same key are the same thing, maybe changed. */
export function objectKey({ type, table, name }: SchemaObject, schema: string): string {
  const isOfTable = type === 'column' || type === 'constraint' || type === 'trigger' || type === 'policy';
  return JSON.stringify([type, schema, isOfTable ? table : null, name]);
}
