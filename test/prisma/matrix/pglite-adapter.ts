import type { PGlite } from '@electric-sql/pglite';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type ColumnType,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils';

/** What the engine is told of a result's column, and how it wants the values. */
interface Column {
  readonly type: ColumnType;
  readonly read: (text: string) => unknown;
}

const asText: Column = { type: ColumnTypeEnum.Text, read: (text) => text };
const asInteger: Column = { type: ColumnTypeEnum.Int32, read: Number };
const asBoolean: Column = { type: ColumnTypeEnum.Boolean, read: (text) => text === 't' };

function arrayOf(type: ColumnType, read: (text: string) => unknown): Column {
  // The catalogue's arrays that the engine reads are of names and numbers: nothing in them is quoted.
  return {
    type,
    read: (text) =>
      text
        .slice(1, -1)
        .split(',')
        .filter((part) => part !== '')
        .map(read),
  };
}

/** By the type's OID; all others go as text. */
const columns: ReadonlyMap<number, Column> = new Map([
  [16, asBoolean],
  [18, { type: ColumnTypeEnum.Character, read: (text) => text }],
  [20, { type: ColumnTypeEnum.Int64, read: (text) => text }],
  [21, asInteger],
  [23, asInteger],
  [26, { type: ColumnTypeEnum.Int64, read: Number }],
  [1000, arrayOf(ColumnTypeEnum.BooleanArray, (text) => text === 't')],
  [1002, arrayOf(ColumnTypeEnum.CharacterArray, (text) => text)],
  [1003, arrayOf(ColumnTypeEnum.TextArray, (text) => text)],
  [1005, arrayOf(ColumnTypeEnum.Int32Array, Number)],
  [1007, arrayOf(ColumnTypeEnum.Int32Array, Number)],
  [1009, arrayOf(ColumnTypeEnum.TextArray, (text) => text)],
]);

const asItIs = (text: string): string => text;
const unparsed = Object.fromEntries([...columns.keys()].map((oid) => [oid, asItIs]));

/** An error as the engine wants it, so that it says what PostgreSQL said. */
function adapterError(error: unknown): DriverAdapterError {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'XX000';
  return new DriverAdapterError({
    kind: 'postgres',
    code,
    severity: 'ERROR',
    message,
    detail: undefined,
    column: undefined,
    hint: undefined,
  });
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw adapterError(error);
  }
}

/** Prisma's schema engine on an embedded PostgreSQL. Disposing leaves the database open. */
export function adapterFor(database: PGlite): SqlDriverAdapter {
  return {
    provider: 'postgres',
    adapterName: 'pglite',
    queryRaw: ({ sql, args }) =>
      translated(async () => {
        const { fields, rows } = await database.query<unknown[]>(sql, args, {
          rowMode: 'array',
          parsers: unparsed,
        });
        const types = fields.map(({ dataTypeID }) => columns.get(dataTypeID) ?? asText);
        return {
          columnNames: fields.map(({ name }) => name),
          columnTypes: types.map(({ type }) => type),
          rows: rows.map((row) =>
            row.map((value, i) => (typeof value === 'string' ? types[i]?.read(value) : value)),
          ),
        };
      }),
    executeRaw: ({ sql, args }) =>
      translated(async () => {
        if (args.length > 0) return (await database.query(sql, args)).affectedRows ?? 0;
        await database.exec(sql); // The engines before 7.10 send whole migrations this way.
        return 0;
      }),
    executeScript: (script) =>
      translated(async () => {
        await database.exec(script);
      }),
    startTransaction: () => Promise.reject(new Error('nothing here needs a transaction')),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
  };
}
