import type { TableParts } from '../core/database/tables';
import type { Ledger } from '../core/ledger/ledger';
import { relationName } from '../core/ledger/records';
import { isTableObject } from '../core/ledger/object-record';
import { readContractFacts, type ContractFacts } from '../core/prisma8/contract-facts';
import { takesNothing, type PlannedDrop, type PlannedSql } from '../core/prisma8/planned-drops';
import type { Declarations, SchemaFile } from '../core/prisma-schema/declarations';
import { findDeclared, findDeclaredTable } from '../core/prisma-schema/find-declared';
import { declaresOnTable } from '../core/protection/declares-object';
import type { CatalogueReader } from './database';
import type { ReplayedProject } from './replayed-project';

/** Something that no contract ever declared, and that `db update` would drop. */
export interface UndeclaredDrop extends PlannedDrop {
  /** As the database has it; undefined where it could not be asked. */
  readonly definition: string | undefined;
  /** The migration that makes it; undefined where none here does. */
  readonly madeIn: string | undefined;
}

/** What is asked of the database about drops. */
type DropReader = Pick<CatalogueReader, 'schema' | 'readIndexes' | 'readTableParts'>;

/**
 * Of what a planned change takes away, what was never declared: neither by the contract of the project, nor by that to which
 * the database was brought last, whose declarations somebody took out on purpose.
 *
 * @param before the contract at which the database is; undefined where it is not known
 */
export async function undeclaredDrops(
  project: ReplayedProject,
  { sql, drops }: PlannedSql,
  before: readonly SchemaFile[] | undefined,
  database: DropReader,
): Promise<UndeclaredDrop[]> {
  const taken = drops.filter((drop) => !takesNothing(drop, sql));
  if (taken.length === 0) return [];
  const declared = before && declaredBy(before, project);
  const parts = await partsOf(taken, database);
  const indexes = taken.some(({ kind }) => kind === 'index') ? await database.readIndexes() : [];
  const ledger = project.replayed.endLedger();
  return taken.flatMap((drop): UndeclaredDrop[] => {
    const index = indexes.find(
      ({ name, schema }) => drop.kind === 'index' && name === drop.name && (drop.schema ?? schema) === schema,
    );
    const definition = index?.definition ?? definitionOf(drop, parts);
    if (declared && isDeclared(drop, definition, declared)) return [];
    return [{ ...drop, table: drop.table ?? index?.table, definition, madeIn: originOf(drop, ledger) }];
  });
}

interface Declared {
  readonly declarations: Declarations;
  readonly facts: ContractFacts;
}

function declaredBy(files: readonly SchemaFile[], project: ReplayedProject): Declared {
  return {
    declarations: project.declarationsOf(files),
    facts: readContractFacts(files[0]?.text ?? ''),
  };
}

function isDeclared(
  { kind, schema, table = '', name }: PlannedDrop,
  definition: string | undefined,
  { declarations, facts }: Declared,
): boolean {
  switch (kind) {
    case 'index':
      return findDeclared(declarations, name, schema) !== undefined;
    case 'column':
      return findDeclaredTable(declarations, table, schema)?.fields.has(name) === true;
    case 'table':
      return findDeclaredTable(declarations, name, schema) !== undefined;
    case 'default':
      return facts.hasDefault(schema, table, name);
    case 'NOT NULL':
      return facts.hasNotNull(schema, table, name);
    case 'policy':
    case 'row level security':
      return declaresOnTable(declarations, { kind, schema, table, name });
    case 'constraint': {
      if (findDeclared(declarations, name, schema)) return true;
      const columns = foreignColumns(definition);
      if (columns) return facts.hasForeignKey(schema, table, columns);
      return declaresOnTable(declarations, { kind: 'check', schema, table, name });
    }
    default:
      return facts.hasEntry(schema, name);
  }
}

/** `FOREIGN KEY ("authorId") REFERENCES …` */
function foreignColumns(definition: string | undefined): string[] | undefined {
  const list = /^FOREIGN KEY \(([^)]*)\)/.exec(definition ?? '')?.[1];
  return list?.split(', ').map((name) => name.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'));
}

type Parts = ReadonlyMap<string, TableParts>;

function tableKey({ schema, table }: Pick<PlannedDrop, 'schema' | 'table'>): string {
  return JSON.stringify([schema, table]);
}

const ofParts: ReadonlySet<string> = new Set(['constraint', 'column', 'default']);

async function partsOf(drops: readonly PlannedDrop[], database: DropReader): Promise<Parts> {
  const parts = new Map<string, TableParts>();
  for (const drop of drops) {
    const { kind, table, schema = database.schema } = drop;
    if (table === undefined || !ofParts.has(kind) || parts.has(tableKey(drop))) continue;
    parts.set(tableKey(drop), await database.readTableParts({ schema, name: table }));
  }
  return parts;
}

function definitionOf(drop: PlannedDrop, parts: Parts): string | undefined {
  const { kind, name } = drop;
  const table = parts.get(tableKey(drop));
  const column = table?.columns.find((one) => one.name === name);
  switch (kind) {
    case 'constraint':
      return table?.constraints.find((one) => one.name === name)?.definition;
    case 'column':
      if (!column) return undefined;
      return column.generated === undefined || column.generated === 'identity'
        ? column.type
        : `${column.type} GENERATED ALWAYS AS (${column.default ?? ''}) ${column.generated.toUpperCase()}`;
    case 'default':
      return column?.default;
    default:
      return undefined;
  }
}

/** The migration that makes it, as far as the ledger follows things of its kind. */
function originOf({ kind, schema = 'public', table, name }: PlannedDrop, ledger: Ledger): string | undefined {
  if (kind === 'index') return ledger.index(schema, name)?.origin.migration;
  const kinds = kind === 'constraint' ? ['check', 'exclude', 'deferrable'] : [kind];
  const found = ledger
    .allObjects()
    .find(
      (one) =>
        kinds.includes(one.kind) &&
        one.name === name &&
        (!isTableObject(one) || table === undefined || relationName(one.table) === table),
    );
  return (
    found?.origin.migration ??
    (kind === 'constraint' ? ledger.index(schema, name)?.origin.migration : undefined)
  );
}
