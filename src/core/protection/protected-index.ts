import { createStatementOf } from '../ledger/create-statement';
import type { IndexDefinition } from '../ledger/definition';
import { definitionOf } from '../ledger/definition-of';
import type { Ledger } from '../ledger/ledger';
import { relationName, type IndexRecord } from '../ledger/records';
import type { Grammar } from '../sql/grammar';
import { namesIndex, nameOfEntry, tableOfEntry, type ProtectedEntry } from './drift-ignore';
import { mayBeProtected, protectionOf, type Protection, type ProtectionFacts } from './protection';

/** An index that a database of the project should have, and that Prisma may take away. */
export interface ProtectedIndex {
  /** Undefined where drift-ignore.json lists the index without saying. */
  readonly schema: string | undefined;
  readonly name: string;
  readonly table: string | undefined;
  /** What the history says it is; undefined where no migration makes it. */
  readonly record: IndexRecord | undefined;
  readonly definition: IndexDefinition | undefined;
  /** A statement, without a semicolon, that makes it: the ledger's, else `recreateSQL`. */
  readonly createStatement: string | undefined;
  /** Undefined for an index that only drift-ignore.json knows. */
  readonly protection: Protection | undefined;
  readonly entry: ProtectedEntry | undefined;
}

/** The protected indexes at the end of a history, then those that only drift-ignore.json knows. */
export function protectedIndexes(ledger: Ledger, facts: ProtectionFacts): ProtectedIndex[] {
  const indexes = ledger.allIndexes().filter((index) => mayBeProtected(index, facts));
  const known = indexes.flatMap((record): ProtectedIndex[] => {
    const protection = protectionOf(record, facts);
    // What belongs to a constraint goes with the constraint, and Prisma drops none that it did not make.
    if (!protection.isProtected || (record.constraint !== undefined && !protection.entry)) return [];
    return [
      {
        ...{ schema: record.schema, name: record.name, table: relationName(record.table), record },
        definition: definitionOf(record, facts.grammar),
        createStatement: createStatementOf(record) ?? statementIn(protection.entry),
        ...{ protection, entry: protection.entry },
      },
    ];
  });
  const all = ledger.allIndexes();
  const listed = (facts.driftIgnore?.entries ?? []).filter(
    (entry) => !all.some((index) => namesIndex(entry, index)),
  );
  return [...known, ...listed.map(onlyListed)];
}

/** An index that the history makes, whether anybody protects it or not. */
export function plainIndex(record: IndexRecord, grammar: Grammar): ProtectedIndex {
  return {
    ...{ schema: record.schema, name: record.name, table: relationName(record.table), record },
    ...{ definition: definitionOf(record, grammar), createStatement: createStatementOf(record) },
    ...{ protection: undefined, entry: undefined },
  };
}

function onlyListed(entry: ProtectedEntry): ProtectedIndex {
  const { schema, name } = nameOfEntry(entry);
  const table = tableOfEntry(entry);
  return {
    ...{
      schema: schema ?? table?.schema,
      name,
      table: table?.name,
      record: undefined,
      definition: undefined,
    },
    ...{ createStatement: statementIn(entry), protection: undefined, entry },
  };
}

function statementIn(entry: ProtectedEntry | undefined): string | undefined {
  return entry?.recreateSQL?.trim().replace(/;$/, '');
}
