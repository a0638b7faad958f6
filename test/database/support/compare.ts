import assert from 'node:assert/strict';
import { createStatementOf } from '../../../src/core/ledger/create-statement';
import { readDefinition, type IndexDefinition } from '../../../src/core/ledger/definition';
import { definitionOf } from '../../../src/core/ledger/definition-of';
import type { Ledger } from '../../../src/core/ledger/ledger';
import { relationName, type IndexRecord } from '../../../src/core/ledger/records';
import type { Grammar } from '../../../src/core/sql/grammar';
import { quoteName } from '../../../src/core/sql/names';
import type { CatalogueIndex, Postgres } from './postgres';

/** The ledger joins schema and name by NUL; a text from the database has a dot already. */
const readable = (key: string): string => key.replace('\0', '.');

/** What ledger and catalogue both tell, in one form. */
interface Facts {
  readonly table: string;
  readonly constraint: string | null;
  readonly parent: string | null;
  readonly definition: unknown;
}

function factsOfCatalogue(index: CatalogueIndex): Facts {
  return {
    table: index.table,
    constraint: index.constraint,
    parent: index.parent,
    definition: {
      unique: index.unique,
      nullsNotDistinct: index.nullsNotDistinct,
      method: index.method,
      keys: index.keys.map((key) => ({
        // An expression's own text, and a collation inside it, are compared by making the index again.
        column: key.column ?? 'an expression',
        collation: key.column === null ? null : key.collation,
        opclass: key.opclass,
        opclassOptions: [...key.opclassOptions].sort(),
        descending: key.descending,
        nullsFirst: key.nullsFirst,
      })),
      include: index.include,
      hasPredicate: index.hasPredicate,
      parameters: [...index.parameters].sort(),
    },
  };
}

function factsOfLedger(ledger: Ledger, index: IndexRecord, definition: IndexDefinition): Facts {
  const parent = index.parent === undefined ? undefined : ledger.indexById(index.parent);
  return {
    table: readable(index.table),
    constraint: index.constraint ?? null,
    parent: parent ? `${parent.schema}.${parent.name}` : null,
    definition: {
      unique: definition.unique,
      nullsNotDistinct: definition.nullsNotDistinct,
      method: definition.method,
      keys: definition.keys.map((key) => ({
        column: key.column ?? 'an expression',
        collation: key.column === undefined ? null : (key.collation ?? null),
        opclass: key.opclass ?? null,
        opclassOptions: key.opclassOptions,
        descending: key.descending,
        nullsFirst: key.nulls === undefined ? key.descending : key.nulls === 'first',
      })),
      include: definition.include,
      hasPredicate: definition.predicate !== undefined,
      parameters: definition.parameters,
    },
  };
}

/** The statement that takes an index away, and the one of ours that makes it again. */
function repairOf(index: IndexRecord): { drop: string; create: string; as: IndexRecord } | undefined {
  // An attached index goes with its parent only, so a twin of it is made.
  const as = index.parent === undefined ? index : { ...index, name: 'twin' };
  if (index.constraint !== undefined && index.parent !== undefined) return undefined;
  const create = createStatementOf(as);
  if (create === undefined) {
    assert.equal(index.constraint, 'exclude', `no statement makes ${index.name}`);
    return undefined;
  }
  const [schema, name, table] = [index.schema, index.name, relationName(index.table)].map(quoteName);
  const drop =
    index.constraint === undefined
      ? `DROP INDEX ${schema}.${name} CASCADE`
      : `ALTER TABLE ${schema}.${table} DROP CONSTRAINT ${name} CASCADE`;
  return { drop: as === index ? drop : '', create, as };
}

async function checkRepair(
  postgres: Postgres,
  grammar: Grammar,
  index: IndexRecord,
  expected: CatalogueIndex,
): Promise<void> {
  const repair = repairOf(index);
  if (!repair) return;
  const { drop, create, as } = repair;
  let made: string;
  try {
    made = await postgres.statementAfter(`${drop}; ${create};`, as.schema, as.name);
  } catch (error) {
    throw new Error(`PostgreSQL refuses ${create}`, { cause: error });
  }
  const wanted =
    as === index
      ? expected.statement
      : expected.statement.replace(`INDEX ${expected.quotedName} ON`, 'INDEX twin ON');
  assert.equal(made, wanted, `made again by ${create}`);
  if (index.source.kind === 'statement') {
    assert.deepEqual(readDefinition(grammar, create, []), definitionOf(index, grammar), create);
  }
}

/** Fails with what differs between the ledger and PostgreSQL. */
export async function compare(ledger: Ledger, postgres: Postgres, grammar: Grammar): Promise<void> {
  const catalogue = await postgres.indexes();
  const nameOf = ({ schema, name }: { schema: string; name: string }): string => `${schema}.${name}`;
  assert.deepEqual(
    ledger.allIndexes().map(nameOf).sort(),
    catalogue.map(nameOf).sort(),
    'the indexes of ledger and database differ',
  );
  for (const expected of catalogue) {
    const index = ledger.index(expected.schema, expected.name);
    assert.ok(index);
    const definition = definitionOf(index, grammar);
    assert.ok(definition, `no definition of ${index.name}`);
    assert.deepEqual(factsOfLedger(ledger, index, definition), factsOfCatalogue(expected), nameOf(index));
    const columns = [...index.columns].sort();
    if (ledger.relation(index.table)?.complete) assert.deepEqual(columns, [...expected.columns].sort());
    else assert.ok(expected.columns.every((column) => columns.includes(column)));
  }
  const orderOf = (table: string): string[] =>
    catalogue.filter((index) => index.table === readable(table)).map(nameOf);
  for (const table of new Set(ledger.allIndexes().map((index) => index.table))) {
    assert.deepEqual(ledger.indexesOn(table).map(nameOf), orderOf(table), 'the order of indexes differs');
  }
}

/** Fails with what differs of sequences, of whose they are, and of generated columns. */
export async function compareColumns(ledger: Ledger, postgres: Postgres): Promise<void> {
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
  const relations = ledger.allRelations();
  const sequences = relations
    .filter(({ kind }) => kind === 'sequence')
    .map(({ schema, name, owner, madeBy }) => ({
      name: `${schema}.${name}`,
      owner: owner ? `${readable(owner.table)}.${owner.column}` : null,
      isIdentity: madeBy === 'identity',
    }));
  assert.deepEqual(
    sequences.sort(byName),
    (await postgres.sequences()).sort(byName),
    'the sequences of ledger and database differ',
  );
  const generated = relations.flatMap((relation) =>
    Array.from(relation.generated.keys(), (column) => `${relation.schema}.${relation.name}.${column}`),
  );
  assert.deepEqual(
    generated.sort(),
    (await postgres.generatedColumns()).sort(),
    'the generated columns of ledger and database differ',
  );
}

/** Fails where a statement of ours does not make an index again just as PostgreSQL has it. */
export async function compareRepairs(ledger: Ledger, postgres: Postgres, grammar: Grammar): Promise<void> {
  for (const expected of await postgres.indexes()) {
    const index = ledger.index(expected.schema, expected.name);
    assert.ok(index);
    await checkRepair(postgres, grammar, index, expected);
  }
}
