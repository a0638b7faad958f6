import type { Ledger } from '../ledger/ledger';
import { isTableObject, type ObjectKind, type ObjectRecord } from '../ledger/object-record';
import { objectStatements } from '../ledger/object-statement';
import { relationName } from '../ledger/records';
import type { Declarations } from '../prisma-schema/declarations';
import { readScript } from '../sql/statements';
import { declaresObject } from './declares-object';
import {
  findObjectEntry,
  namesObject,
  tableOfObjectEntry,
  type DriftIgnore,
  type ObjectEntry,
} from './drift-ignore';

/** Something that is no index, that a database of the project should have, and that Prisma does not see. */
export interface ProtectedObject {
  readonly kind: ObjectKind;
  /** Undefined where drift-ignore.json lists the object without saying. */
  readonly schema: string | undefined;
  /** Of row level security the table's name. */
  readonly name: string;
  /** Undefined for what is on no table. */
  readonly table: string | undefined;
  /** What the history says it is; undefined where no migration makes it. */
  readonly record: ObjectRecord | undefined;
  /** Statements, without semicolons, that make it, in order; undefined where they are not known. */
  readonly statements: readonly string[] | undefined;
  readonly entry: ObjectEntry | undefined;
}

/**
 * What stands on the tables at the end of a history and is not declared, in the order in which it was made: constraints,
 * triggers, policies, row level security. Then what drift-ignore.json lists besides.
 */
export function protectedObjects(
  ledger: Ledger,
  driftIgnore: DriftIgnore | undefined,
  declared: Pick<Declarations, 'objects'>,
): ProtectedObject[] {
  const all = ledger.allObjects().filter((object) => object.mode !== 'not enabled');
  const known = all
    .map((record) => ({ record, entry: findObjectEntry(driftIgnore, record) }))
    .filter(
      ({ record, entry }) =>
        entry !== undefined || (isTableObject(record) && !declaresObject(declared, record)),
    )
    .sort((one, other) => one.record.id - other.record.id)
    .map(({ record, entry }): ProtectedObject => {
      const { kind, schema, name } = record;
      const table = isTableObject(record) ? relationName(record.table) : undefined;
      const statements = objectStatements(record) ?? statementsIn(entry);
      return { kind, schema, name, table, record, statements, entry };
    });
  const listed = (driftIgnore?.objects ?? []).filter(
    (entry) => !all.some((object) => namesObject(entry, object)),
  );
  return [...known, ...listed.map(onlyListed)];
}

/** How a person names it: with its table, since each table may have one of that name. */
export function wholeName({ name, table, kind }: Pick<ProtectedObject, 'name' | 'table' | 'kind'>): string {
  return table === undefined || kind === 'row level security' ? name : `${table}.${name}`;
}

function onlyListed(entry: ObjectEntry): ProtectedObject {
  const table = tableOfObjectEntry(entry);
  const { kind, name } = entry;
  return {
    ...{ kind, name, schema: table?.schema, table: table?.name, record: undefined },
    ...{ statements: statementsIn(entry), entry },
  };
}

function statementsIn(entry: ObjectEntry | undefined): string[] | undefined {
  const sql = entry?.recreateSQL;
  return sql === undefined
    ? undefined
    : readScript(sql).statements.map(({ start, contentEnd }) => sql.slice(start, contentEnd));
}
